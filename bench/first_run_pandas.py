"""The same star, marts, RFM and main report tables as the first run makes, by pandas, as Parquet. Usage: first_run_pandas.py DATA OUT"""
import glob, os, sys
import numpy as np
import pandas as pd

data, out = sys.argv[1], sys.argv[2]
os.makedirs(out, exist_ok=True)
files = sorted(glob.glob(os.path.join(data, 'online-retail/by-day/*.csv.gz')))
raw = pd.concat([pd.read_csv(f, dtype={'InvoiceNo': str, 'StockCode': str}) for f in files], ignore_index=True)
raw['ordered_at'] = pd.to_datetime(raw['InvoiceDate'])
raw['net'] = (raw['Quantity'] * raw['UnitPrice']).round(4)
services = {'POST', 'DOT', 'C2', 'D', 'BANK CHARGES', 'AMAZONFEE', 'CRUK', 'M', 'm', 'S', 'B'}
service = raw['StockCode'].isin(services)
back = raw['InvoiceNo'].str.startswith('C')
raw['kind'] = np.select(
    [raw['StockCode'].isin(['POST', 'DOT', 'C2']), raw['StockCode'] == 'D', raw['StockCode'].isin(['BANK CHARGES', 'AMAZONFEE', 'CRUK']),
     raw['StockCode'].isin(['M', 'm', 'S', 'B']), back, raw['CustomerID'].isna() & (raw['UnitPrice'] == 0)],
    ['shipping', 'discount', 'fee', 'adjustment', 'return', 'adjustment'], 'sale')

customers = raw[raw['CustomerID'].notna()].sort_values('ordered_at', kind='stable').drop_duplicates('CustomerID', keep='last')[['CustomerID', 'Country']].sort_values('CustomerID')
customers['customer_key'] = np.arange(1, len(customers) + 1)
named = raw[~service & raw['Description'].notna() & (raw['UnitPrice'] > 0)].sort_values('ordered_at', kind='stable').drop_duplicates('StockCode', keep='last')[['StockCode', 'Description']]
products = pd.DataFrame({'StockCode': np.sort(raw.loc[~service, 'StockCode'].unique())}).merge(named, on='StockCode', how='left')
products['product_key'] = np.arange(1, len(products) + 1)

fact = raw.merge(customers[['CustomerID', 'customer_key']], on='CustomerID', how='left').merge(products[['StockCode', 'product_key']], on='StockCode', how='left')
fact['customer_key'] = fact['customer_key'].fillna(-1).astype('int32')
fact['product_key'] = fact['product_key'].fillna(-2).astype('int32')
fact['line_number'] = fact.groupby('InvoiceNo').cumcount() + 1
fact['date'] = fact['ordered_at'].dt.normalize()
fact['month'] = fact['ordered_at'].values.astype('datetime64[M]')
fact['is_sale'] = fact['kind'] == 'sale'
fact = fact[['InvoiceNo', 'line_number', 'customer_key', 'product_key', 'date', 'month', 'ordered_at', 'kind', 'is_sale', 'Quantity', 'UnitPrice', 'net']]

orders = fact.groupby(['InvoiceNo', 'customer_key', 'date'], as_index=False).agg(lines=('net', 'size'), sale_lines=('is_sale', 'sum'), quantity=('Quantity', 'sum'), revenue=('net', 'sum'))
orders['month'] = orders['date'].values.astype('datetime64[M]')
known = orders[orders['customer_key'] > 0]
sales = known[known['sale_lines'] > 0]
customer = known.groupby('customer_key').agg(first=('date', 'min'), last=('date', 'max'), orders=('InvoiceNo', 'nunique'), revenue=('revenue', 'sum'))
customer_month = orders.groupby(['customer_key', 'month'], as_index=False).agg(orders=('InvoiceNo', 'nunique'), revenue=('revenue', 'sum'), quantity=('quantity', 'sum'))
product_month = fact.groupby(['product_key', 'month'], as_index=False).agg(orders=('InvoiceNo', 'nunique'), customers=('customer_key', 'nunique'), quantity=('Quantity', 'sum'), revenue=('net', 'sum'))
basket = fact[fact['is_sale']].groupby(['InvoiceNo', 'product_key'], as_index=False).agg(quantity=('Quantity', 'sum'), revenue=('net', 'sum'))

as_of = fact['date'].max()
rfm = customer[['revenue']].join(sales.groupby('customer_key').agg(last_sale=('date', 'max'), frequency=('InvoiceNo', 'nunique')))
rfm['recency'] = (as_of - rfm['last_sale']).dt.days
valued = rfm[(rfm['revenue'] > 0) & (rfm['frequency'] > 0)].copy()
for axis, name in (('recency', 'r'), ('frequency', 'f'), ('revenue', 'm')):
    score = np.searchsorted(np.quantile(valued[axis], [.2, .4, .6, .8]), valued[axis], side='left') + 1
    valued[name] = 6 - score if name == 'r' else score

month = orders.assign(ok=orders['sale_lines'] > 0).groupby('month', as_index=False).agg(orders=('ok', 'sum'), revenue=('revenue', 'sum'), customers=('customer_key', 'nunique'))
grid = valued.groupby(['r', 'f', 'm'], as_index=False).agg(customers=('revenue', 'size'), orders=('frequency', 'sum'), revenue=('revenue', 'sum'))
top = product_month.groupby('product_key', as_index=False)['revenue'].sum().nlargest(20, 'revenue')

assert len(raw) == 541909 and raw['Quantity'].sum() == 5176450 and abs(raw['net'].sum() - 9747747.934) < .001
for name, frame in dict(dim_customer=customers, dim_product=products, fact=fact, orders=orders, customer=customer, customer_month=customer_month, product_month=product_month, basket=basket, rfm=valued, month=month, grid=grid, top=top).items():
    frame.to_parquet(os.path.join(out, f'{name}.parquet'))
print(len(fact), fact["Quantity"].sum(), f"{fact['net'].sum():.3f}", len(customers), len(products))
