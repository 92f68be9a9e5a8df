"""RFM of order lines by polars: the table of scores that ours is, as Parquet. Usage: rfm_polars.py FOLDER OUT"""
import datetime, sys
import polars as pl
from rfm_cells import cells

folder, out = sys.argv[1:]
col, as_of = pl.col, pl.lit(datetime.date(2023, 12, 31))
orders = (
    pl.scan_parquet(f'{folder}/lines.parquet')
    .group_by('customer_key', 'order_id')
    .agg(col('ordered_on').max(), (col('kind') == 'sale').any().alias('is_sale'), col('net_amount_reporting').sum().alias('net')))
rfm = (
    orders.group_by('customer_key')
    .agg(
        col('ordered_on').filter(col('is_sale')).max().alias('last_sale'), col('ordered_on').max().alias('last'),
        col('is_sale').sum().cast(pl.Int32).alias('frequency'), col('net').sum().alias('monetary'))
    .join(pl.scan_parquet(f'{folder}/customers.parquet'), on='customer_key')
    .select(
        'customer_id', as_of.alias('as_of'), (as_of - pl.coalesce('last_sale', 'last')).dt.total_days().cast(pl.Int32).alias('recency_days'),
        'frequency', 'monetary', ((col('monetary') > 0) & (col('frequency') > 0)).alias('has_value'))
    .collect(engine='streaming'))
valued = rfm.filter('has_value')
scores = []
for axis, name in (('recency_days', 'r'), ('frequency', 'f'), ('monetary', 'm')):
    cuts = [valued[axis].cast(pl.Float64).quantile(q, 'linear') for q in (.2, .4, .6, .8)]
    score = sum((col(axis).cast(pl.Float64) > cut).cast(pl.Int32) for cut in cuts) + 1
    scores.append(pl.when('has_value').then(6 - score if name == 'r' else score).alias(name))
rfm = rfm.with_columns(scores)
cell = (col('r') - 1) * 25 + (col('f') - 1) * 5 + col('m') - 1
rfm = rfm.select(
    'customer_id', 'as_of', 'recency_days', 'frequency', 'monetary', 'r', 'f', 'm',
    pl.lit(pl.Series(cells)).gather(cell).fill_null('No value').alias('segment'), pl.lit(1, pl.Int32).alias('model_version'))
rfm.write_parquet(out)
print(*rfm.drop_nulls('r').group_by('r', 'f', 'm').len().sort('r', 'f', 'm')['len'])
