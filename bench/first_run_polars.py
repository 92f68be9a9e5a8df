"""The same star, marts, RFM and main report tables as the first run makes, by polars, as Parquet. Usage: first_run_polars.py DATA OUT"""
import glob, os, sys
import polars as pl

data, out = sys.argv[1], sys.argv[2]
os.makedirs(out, exist_ok=True)
files = sorted(glob.glob(os.path.join(data, 'online-retail/by-day/*.csv.gz')))
schema = {name: pl.String for name in ['InvoiceNo', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'UnitPrice', 'CustomerID', 'Country']}
schema |= {'Quantity': pl.Int64, 'UnitPrice': pl.Float64, 'CustomerID': pl.Float64}
raw = pl.concat([pl.read_csv(f, schema=schema) for f in files])
col, code = pl.col, pl.col('StockCode')
services = ['POST', 'DOT', 'C2', 'D', 'BANK CHARGES', 'AMAZONFEE', 'CRUK', 'M', 'm', 'S', 'B']
raw = raw.with_columns(
    ordered_at=col('InvoiceDate').str.to_datetime('%Y-%m-%d %H:%M:%S'),
    net=(col('Quantity') * col('UnitPrice')).round(4),
    kind=pl.when(code.is_in(['POST', 'DOT', 'C2'])).then(pl.lit('shipping')).when(code == 'D').then(pl.lit('discount'))
    .when(code.is_in(['BANK CHARGES', 'AMAZONFEE', 'CRUK'])).then(pl.lit('fee')).when(code.is_in(['M', 'm', 'S', 'B'])).then(pl.lit('adjustment'))
    .when(col('InvoiceNo').str.starts_with('C')).then(pl.lit('return'))
    .when(col('CustomerID').is_null() & (col('UnitPrice') == 0)).then(pl.lit('adjustment')).otherwise(pl.lit('sale')))
goods = raw.filter(~code.is_in(services))
newest = lambda frame, key, value: frame.sort('ordered_at', maintain_order=True).unique(key, keep='last', maintain_order=True).select(key, value)
customers = newest(raw.filter(col('CustomerID').is_not_null()), 'CustomerID', 'Country').sort('CustomerID').with_row_index('customer_key', 1)
named = newest(goods.filter(col('Description').is_not_null() & (col('UnitPrice') > 0)), 'StockCode', 'Description')
products = goods.select(code.unique().sort()).join(named, on='StockCode', how='left').with_row_index('product_key', 1)

fact = (
    raw.join(customers.select('CustomerID', 'customer_key'), on='CustomerID', how='left', maintain_order='left')
    .join(products.select('StockCode', 'product_key'), on='StockCode', how='left', maintain_order='left')
    .with_columns(col('customer_key').cast(pl.Int32).fill_null(-1), col('product_key').cast(pl.Int32).fill_null(-2))
    .with_columns(
        line_number=pl.int_range(1, pl.len() + 1).over('InvoiceNo'), date=col('ordered_at').dt.date(),
        month=col('ordered_at').dt.truncate('1mo').dt.date(), is_sale=col('kind') == 'sale')
    .select('InvoiceNo', 'line_number', 'customer_key', 'product_key', 'date', 'month', 'ordered_at', 'kind', 'is_sale', 'Quantity', 'UnitPrice', 'net'))
revenue, quantity, invoices = col('net').sum().alias('revenue'), col('Quantity').sum().alias('quantity'), col('InvoiceNo').n_unique().alias('orders')
orders = fact.group_by('InvoiceNo', 'customer_key', 'date', 'month').agg(pl.len().alias('lines'), col('is_sale').sum().alias('sale_lines'), quantity, revenue)
known = orders.filter(col('customer_key') > 0)
sales = known.filter(col('sale_lines') > 0)
customer = known.group_by('customer_key').agg(col('date').min().alias('first'), col('date').max().alias('last'), invoices, col('revenue').sum())
customer_month = orders.group_by('customer_key', 'month').agg(invoices, col('revenue').sum(), col('quantity').sum())
product_month = fact.group_by('product_key', 'month').agg(invoices, col('customer_key').n_unique().alias('customers'), quantity, revenue)
basket = fact.filter(col('is_sale')).group_by('InvoiceNo', 'product_key').agg(quantity, revenue)

as_of = fact['date'].max()
rfm = customer.select('customer_key', 'revenue').join(sales.group_by('customer_key').agg(col('date').max().alias('last_sale'), invoices.alias('frequency')), on='customer_key', how='left')
valued = rfm.filter((col('revenue') > 0) & (col('frequency') > 0)).with_columns(recency=(pl.lit(as_of) - col('last_sale')).dt.total_days())
for axis, name in (('recency', 'r'), ('frequency', 'f'), ('revenue', 'm')):
    score = sum((col(axis) > valued[axis].quantile(q, 'linear')).cast(pl.Int32) for q in (.2, .4, .6, .8)) + 1
    valued = valued.with_columns((6 - score if name == 'r' else score).alias(name))
month = orders.group_by('month').agg((col('sale_lines') > 0).sum().alias('orders'), col('revenue').sum(), col('customer_key').n_unique().alias('customers'))
grid = valued.group_by('r', 'f', 'm').agg(pl.len().alias('customers'), col('frequency').sum().alias('orders'), col('revenue').sum())
top = product_month.group_by('product_key').agg(col('revenue').sum()).top_k(20, by='revenue')

for name, frame in dict(dim_customer=customers, dim_product=products, fact=fact, orders=orders, customer=customer, customer_month=customer_month, product_month=product_month, basket=basket, rfm=valued, month=month, grid=grid, top=top).items():
    frame.write_parquet(os.path.join(out, f'{name}.parquet'))
print(len(fact), fact['Quantity'].sum(), f"{fact['net'].sum():.3f}", len(customers), len(products))
