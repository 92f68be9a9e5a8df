"""All 16 groupings of four dimensions with different customers and amounts by polars. Usage: distinct_polars.py PARQUET"""
import itertools, sys
import polars as pl

keys = ['channel_key', 'store_key', 'family_key', 'week_key']
sales = pl.read_parquet(sys.argv[1])
measures = [pl.col('customer_key').n_unique().alias('customers'), pl.col('amount').sum()]
cells = customers = amount = 0
for size in range(len(keys) + 1):
    for kept in itertools.combinations(keys, size):
        found = sales.group_by(kept).agg(measures) if kept else sales.select(measures)
        cells += found.height
        customers += found['customers'].sum()
        amount += found['amount'].sum()
print(cells, customers, amount)
