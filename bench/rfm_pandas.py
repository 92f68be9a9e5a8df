"""RFM of order lines by pandas: the table of scores that ours is, as Parquet. Usage: rfm_pandas.py FOLDER OUT"""
import sys
import numpy as np
import pandas as pd
from rfm_cells import cells

folder, out = sys.argv[1:]
lines = pd.read_parquet(f'{folder}/lines.parquet', columns=['customer_key', 'order_id', 'date_key', 'kind', 'net_amount_reporting'])
lines['net'] = lines.pop('net_amount_reporting').astype('float64')
lines['is_sale'] = lines.pop('kind') == 'sale'
orders = lines.groupby(['customer_key', 'order_id'], as_index=False, sort=False).agg(date_key=('date_key', 'max'), is_sale=('is_sale', 'any'), net=('net', 'sum'))
orders['sold_on'] = orders['date_key'].where(orders['is_sale'])
rfm = orders.groupby('customer_key').agg(sold=('sold_on', 'max'), last=('date_key', 'max'), frequency=('is_sale', 'sum'), monetary=('net', 'sum'))
rfm = rfm.join(pd.read_parquet(f'{folder}/customers.parquet').set_index('customer_key'))
rfm['as_of'] = pd.Timestamp('2023-12-31')
rfm['recency_days'] = (rfm['as_of'] - pd.to_datetime(rfm['sold'].fillna(rfm['last']).astype('int64').astype(str))).dt.days
rfm['monetary'] = rfm['monetary'].round(4)
valued = rfm[(rfm['monetary'] > 0) & (rfm['frequency'] > 0)]
scores = {}
for axis, name in (('recency_days', 'r'), ('frequency', 'f'), ('monetary', 'm')):
    score = np.searchsorted(np.quantile(valued[axis], [.2, .4, .6, .8]), valued[axis], side='left') + 1
    scores[name] = 6 - score if name == 'r' else score
    rfm[name] = pd.Series(scores[name], index=valued.index, dtype='Int32')
cell = (scores['r'] - 1) * 25 + (scores['f'] - 1) * 5 + scores['m'] - 1
rfm['segment'] = pd.Series(np.array(cells, dtype=object)[cell], index=valued.index)
rfm['segment'] = rfm['segment'].fillna('No value')
rfm['model_version'] = 1
rfm[['customer_id', 'as_of', 'recency_days', 'frequency', 'monetary', 'r', 'f', 'm', 'segment', 'model_version']].to_parquet(out, index=False)
print(*rfm.groupby(['r', 'f', 'm']).size())
