"""RFM of order lines by pandas: scores and cells as Parquet. Usage: rfm_pandas.py LINES OUT"""
import sys
import numpy as np
import pandas as pd

lines = pd.read_parquet(sys.argv[1], columns=['customer_key', 'order_id', 'date_key', 'kind', 'net_amount_reporting'])
lines['net'] = lines.pop('net_amount_reporting').astype('float64')
lines['is_sale'] = lines.pop('kind') == 'sale'
orders = lines.groupby(['customer_key', 'order_id'], as_index=False, sort=False).agg(date_key=('date_key', 'max'), is_sale=('is_sale', 'any'), net=('net', 'sum'))
orders['sold_on'] = orders['date_key'].where(orders['is_sale'])
rfm = orders.groupby('customer_key').agg(last=('sold_on', 'max'), frequency=('is_sale', 'sum'), monetary=('net', 'sum'))
valued = rfm[(rfm['monetary'].round(4) > 0) & (rfm['frequency'] > 0)].copy()
valued['recency'] = (pd.Timestamp('2023-12-31') - pd.to_datetime(valued['last'].astype('int64').astype(str))).dt.days
valued['monetary'] = valued['monetary'].round(4)
for axis, name in (('recency', 'r'), ('frequency', 'f'), ('monetary', 'm')):
    score = np.searchsorted(np.quantile(valued[axis], [.2, .4, .6, .8]), valued[axis], side='left') + 1
    valued[name] = 6 - score if name == 'r' else score
valued['segment'] = valued['r'].astype(str) + valued['f'].astype(str) + valued['m'].astype(str)
valued.to_parquet(sys.argv[2])
print(*valued.groupby(['r', 'f', 'm']).size())
