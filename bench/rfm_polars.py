"""RFM of order lines by polars: scores and cells as Parquet. Usage: rfm_polars.py LINES OUT"""
import datetime, sys
import polars as pl

col = pl.col
orders = (
    pl.scan_parquet(sys.argv[1])
    .group_by('customer_key', 'order_id')
    .agg(col('ordered_on').max(), (col('kind') == 'sale').any().alias('is_sale'), col('net_amount_reporting').sum().alias('net')))
rfm = (
    orders.group_by('customer_key')
    .agg(col('ordered_on').filter(col('is_sale')).max().alias('last'), col('is_sale').sum().alias('frequency'), col('net').sum().alias('monetary'))
    .with_columns(recency=(pl.lit(datetime.date(2023, 12, 31)) - col('last')).dt.total_days())
    .collect(engine='streaming'))
valued = rfm.filter((col('monetary') > 0) & (col('frequency') > 0))
for axis, name in (('recency', 'r'), ('frequency', 'f'), ('monetary', 'm')):
    cuts = [valued[axis].cast(pl.Float64).quantile(q, 'linear') for q in (.2, .4, .6, .8)]
    score = sum((col(axis).cast(pl.Float64) > cut).cast(pl.Int32) for cut in cuts) + 1
    valued = valued.with_columns((6 - score if name == 'r' else score).alias(name))
valued = valued.with_columns(segment=pl.concat_str('r', 'f', 'm'))
valued.write_parquet(sys.argv[2])
print(*valued.group_by('r', 'f', 'm').len().sort('r', 'f', 'm')['len'])
