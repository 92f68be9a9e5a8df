"""The work of a first run as a script in polars would do it, tables as Parquet. Usage: first_run_polars.py DATA OUT

It makes the star (dates with ISO weeks and fiscal months, customers and products with validity and inferred members, stores and
channels, order lines with all amounts and the file and row they came from, orders), the marts (order, customer, customer and month,
product and month, basket), RFM with its bounds and named segments, the tables of the report (headline figures against the month and the
year before, days, months, retention, segments, R x F grid, revenue curve, top products, unknown members, customers), the list of
customers by segment as CSV and one page of HTML with those tables. It prints figures of each table, which the bench compares with ours.

It leaves out what the run does besides: raw text and files kept as they landed, hashes and manifests, the account, quarantine, formats,
exact repeats, decimal money (sums are doubles), contact columns that this source has not, the retail calendar, payments, features of
customers beyond RFM, score history, checks of keys and references, fingerprints, charts on the page, and publishing in one step.
"""
import datetime, glob, html, json, os, sys
import polars as pl

data, out = sys.argv[1], sys.argv[2]
os.makedirs(out, exist_ok=True)
col, lit, count = pl.col, pl.lit, pl.len
SHIPPING, FEE, BY_HAND = ['POST', 'DOT', 'C2'], ['BANK CHARGES', 'AMAZONFEE', 'CRUK'], ['M', 'm', 'S', 'B']
KINDS = ['sale', 'return', 'shipping', 'discount', 'fee', 'adjustment']
VALID_FROM, VALID_TO = datetime.datetime(1800, 1, 1), datetime.datetime(9999, 12, 31)
key_of = lambda one: one.dt.year().cast(pl.Int32) * 10000 + one.dt.month().cast(pl.Int32) * 100 + one.dt.day()

# The records, with the file and row that each came from.
files = sorted(glob.glob(os.path.join(data, 'online-retail/by-day/*.csv.gz')))
schema = {name: pl.String for name in ['InvoiceNo', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'UnitPrice', 'CustomerID', 'Country']}
schema |= {'Quantity': pl.Int64, 'UnitPrice': pl.Float64, 'CustomerID': pl.Float64}
raw = pl.scan_csv(files, schema=schema, include_file_paths='path').rename({'InvoiceNo': 'order_id', 'StockCode': 'product_id', 'Quantity': 'quantity', 'UnitPrice': 'unit_price'})
raw = raw.with_columns(
    ordered_at=col('InvoiceDate').str.to_datetime('%Y-%m-%d %H:%M:%S'), net_amount=(col('quantity') * col('unit_price')).round(4),
    _row=pl.int_range(1, count() + 1, dtype=pl.Int32).over('path'),
    is_service=col('product_id').is_in([*SHIPPING, 'D', *FEE, *BY_HAND]),
    kind=pl.when(col('product_id').is_in(SHIPPING)).then(lit('shipping')).when(col('product_id') == 'D').then(lit('discount'))
    .when(col('product_id').is_in(FEE)).then(lit('fee')).when(col('product_id').is_in(BY_HAND)).then(lit('adjustment'))
    .when(col('order_id').str.starts_with('C')).then(lit('return'))
    .when(col('CustomerID').is_null() & (col('unit_price') == 0)).then(lit('adjustment')).otherwise(lit('sale')).cast(pl.Enum(KINDS)))
raw = raw.with_columns(_file=col('path').str.split('/').list.last(), _batch=lit('000001')).collect()

# Dates of whole years.
first_year, last_year = raw['ordered_at'].min().year, raw['ordered_at'].max().year
date = col('full_date').dt
dim_date = pl.DataFrame({'full_date': pl.date_range(datetime.date(first_year, 1, 1), datetime.date(last_year, 12, 31), eager=True)}).with_columns(
    date_key=key_of(col('full_date')), year=date.year(), quarter=date.quarter(), month=date.month(), month_start=date.truncate('1mo'), month_name=date.to_string('%B'),
    iso_year=date.iso_year(), iso_week=date.week(), week_start=date.truncate('1w'), day_of_week=date.weekday(), day_name=date.to_string('%A'),
    is_weekend=date.weekday() >= 6, fiscal_year=date.year(), fiscal_quarter=date.quarter(), fiscal_month=date.month())
dim_date = pl.concat([dim_date, pl.DataFrame({'date_key': [-1]}, schema={'date_key': pl.Int32})], how='diagonal')

# Members: the latest record of each describes it; a product that only lines without a price name is inferred.
def member(frame, name, special):
    known = frame.with_columns(lit('main').alias('source')).with_row_index(f'{name}_key', 1).with_columns(col(f'{name}_key').cast(pl.Int32))
    labels = {-1: ('(unknown)', 'Unknown'), -2: ('(none)', 'Not applicable')}
    others = pl.DataFrame({f'{name}_key': special, f'{name}_id': [labels[one][0] for one in special], 'source': [''] * len(special), 'is_inferred': [False] * len(special)}
        | ({'name': [labels[one][1] for one in special]} if 'name' in frame.columns else {}), schema_overrides={f'{name}_key': pl.Int32})
    return pl.concat([known, others], how='diagonal').with_columns(valid_from=lit(VALID_FROM), valid_to=lit(VALID_TO), is_current=lit(True))

source = ['_batch', '_file', '_row']
by_time = raw.select('CustomerID', 'Country', 'product_id', 'Description', 'unit_price', 'is_service', 'ordered_at', *source).sort('ordered_at', maintain_order=True)
newest = lambda frame, key: frame.unique(key, keep='last', maintain_order=True).sort(key)
customers = newest(by_time.filter(col('CustomerID').is_not_null()), 'CustomerID')
dim_customer = member(customers.select(col('CustomerID').cast(pl.Int64).cast(pl.String).alias('customer_id'), col('Country').alias('country'), *source, is_inferred=lit(False)), 'customer', [-1])
named = newest(by_time.filter(~col('is_service') & col('Description').is_not_null() & (col('unit_price') > 0)), 'product_id')
goods = raw.filter(~col('is_service')).select(col('product_id').unique().sort())
goods = goods.join(named.select('product_id', col('Description').alias('name'), *source), on='product_id', how='left', maintain_order='left')
dim_product = member(goods.with_columns(is_inferred=col('name').is_null(), category_path=lit(None, pl.String)), 'product', [-1, -2])
none = lambda name: pl.DataFrame(schema={f'{name}_id': pl.String, 'name': pl.String, 'is_inferred': pl.Boolean})
dim_store, dim_channel = (member(none(name), name, [-1, -2]) for name in ('store', 'channel'))

# Order lines, numbered by file and row within their order.
fact_order_line = (
    raw.join(customers.select('CustomerID', customer_key=pl.int_range(1, count() + 1, dtype=pl.Int32)), on='CustomerID', how='left', maintain_order='left')
    .join(dim_product.filter(col('product_key') > 0).select('product_id', 'product_key'), on='product_id', how='left', maintain_order='left')
    .select(
        source=lit('main'), order_id='order_id', line_number=pl.int_range(1, count() + 1, dtype=pl.Int32).over('order_id'),
        customer_key=col('customer_key').fill_null(-1), product_key=col('product_key').fill_null(-2), store_key=lit(-2), channel_key=lit(-2),
        date_key=key_of(col('ordered_at')), ordered_at='ordered_at', kind='kind', quantity='quantity', unit_price='unit_price', discount_amount=lit(None, pl.Float64),
        net_amount='net_amount', cost_amount=lit(None, pl.Float64), currency=lit('GBP'), net_amount_reporting='net_amount', _batch='_batch', _file='_file', _row='_row'))
as_of = fact_order_line['ordered_at'].max().date()

# What marts sum, taken apart by kind once.
is_sale, is_return = col('kind') == 'sale', col('kind') == 'return'
line = fact_order_line.select(
    'order_id', 'customer_key', 'product_key', ordered_on=col('ordered_at').dt.date(), month_start=col('ordered_at').dt.date().dt.truncate('1mo'),
    sale_lines=is_sale.cast(pl.Int64), return_lines=is_return.cast(pl.Int64), quantity=pl.when(is_sale | is_return).then('quantity').otherwise(0), revenue='net_amount',
    return_quantity=pl.when(is_return).then('quantity').otherwise(0), return_amount=pl.when(is_return).then('net_amount').otherwise(0.0))
order_summary = line.group_by('order_id', 'customer_key', 'ordered_on', 'month_start').agg(
    count().cast(pl.Int64).alias('lines'), col('sale_lines', 'return_lines', 'quantity', 'revenue', 'return_amount').sum())

# Orders of one customer; when goods first came back.
known_key = col('customer_key').filter(col('customer_key') > 0)
fact_order = fact_order_line.group_by('order_id').agg(
    ordered_at=col('ordered_at').min(), lines=count().cast(pl.Int64), net_amount=col('net_amount').sum(), returned_at=col('ordered_at').filter(is_return).min(),
    first_key=known_key.min(), last_key=known_key.max())
fact_order = fact_order.select(
    'order_id', 'ordered_at', 'lines', 'net_amount', 'returned_at', customer_key=pl.when(col('first_key') == col('last_key')).then('first_key').otherwise(-1),
    returned_lag_days=(col('returned_at').dt.date() - col('ordered_at').dt.date()).dt.total_days(), date_key=key_of(col('ordered_at')),
    source=lit('main'), currency=lit('GBP'), net_amount_reporting='net_amount')

# Customers, and customers by month from their first to that of the as-of date.
amounts = col('quantity', 'revenue', 'return_amount').sum()
known = order_summary.filter(col('customer_key') > 0)
one_order = known.group_by('customer_key', 'order_id').agg(
    col('ordered_on').min().alias('first_order_date'), col('ordered_on').max().alias('last_order_date'), col('lines').sum(), col('sale_lines').sum(), amounts)
has_sale = col('sale_lines') > 0
customer = one_order.group_by('customer_key').agg(
    col('first_order_date').min(), col('last_order_date').max(), count().cast(pl.Int64).alias('orders'), has_sale.sum().cast(pl.Int64).alias('sale_orders'), col('lines').sum(), amounts,
    counted_date=col('last_order_date').filter(has_sale).max()).sort('customer_key')
one_month = order_summary.group_by('customer_key', 'month_start', 'order_id').agg(col('sale_lines').sum(), amounts)
billed = one_month.group_by('customer_key', 'month_start').agg(count().cast(pl.Int64).alias('orders'), has_sale.sum().cast(pl.Int64).alias('sale_orders'), amounts)
spine = billed.group_by('customer_key').agg(col('month_start').min()).select(
    'customer_key', month_start=pl.date_ranges('month_start', as_of, '1mo')).explode('month_start')
customer_month = spine.join(billed, on=['customer_key', 'month_start'], how='left').with_columns(pl.col('orders', 'sale_orders', 'quantity', 'revenue', 'return_amount').fill_null(0))

# Products by month, and baskets.
product_month = line.group_by('product_key', 'month_start').agg(
    col('order_id').n_unique().cast(pl.Int64).alias('orders'), col('customer_key').filter(col('customer_key') > 0).n_unique().cast(pl.Int64).alias('customers'),
    col('quantity', 'revenue', 'return_quantity', 'return_amount').sum())
basket = fact_order_line.filter(is_sale).group_by('order_id', 'customer_key', 'product_key', 'date_key').agg(col('quantity').sum(), col('net_amount').sum().alias('revenue'))

# RFM: type-7 quantiles, a value up to its bound; the rules of the segments in order.
last = pl.coalesce('counted_date', 'last_order_date')
rfm = customer.select('customer_key', as_of=lit(as_of), recency_days=(lit(as_of) - last).dt.total_days(), frequency='sale_orders', monetary=col('revenue').round(4))
has_value, bounds = (col('monetary') > 0) & (col('frequency') > 0), []
valued = rfm.filter(has_value)
for axis, name in (('recency_days', 'r'), ('frequency', 'f'), ('monetary', 'm')):
    upper = [round(valued[axis].quantile(share, 'linear'), 4) for share in (.2, .4, .6, .8)]
    bin = sum((col(axis) > one).cast(pl.Int64) for one in upper) + 1
    rfm = rfm.with_columns(pl.when(has_value).then(6 - bin if name == 'r' else bin).alias(name))
    sizes = valued.group_by(bin.alias('bin')).agg(count().alias('customers')).sort('bin')
    bounds.append(sizes.with_columns(axis=lit(axis), score=6 - col('bin') if name == 'r' else col('bin'), upper_bound=pl.Series([*upper, None], dtype=pl.Float64)))
rfm_bound = pl.concat(bounds)
RULES = [
    ('Champions', (5, 5), (5, 5), (5, 5)), ('Potential Loyalist', (3, 5), (3, 5), (2, 5)), ('Loyal Customers', (2, 4), (2, 4), (2, 4)),
    ('Promising', (3, 4), (1, 3), (3, 5)), ('New Customers', (4, 5), (1, 3), (1, 5)), ("Can't Lose Them", (1, 2), (3, 4), (4, 5)),
    ('At Risk', (1, 2), (2, 5), (4, 5)), ('Need Attention', (1, 3), (3, 5), (3, 5)), ('About To Sleep', (2, 3), (1, 3), (1, 4)), ('Lost', (1, 1), (1, 5), (1, 5))]
segment_of = pl.when(col('r').is_null()).then(lit('No value'))
for name, r, f, m in RULES:
    segment_of = segment_of.when(col('r').is_between(*r) & col('f').is_between(*f) & col('m').is_between(*m)).then(lit(name))
rfm = rfm.join(dim_customer.select('customer_key', 'customer_id'), on='customer_key', how='left').with_columns(segment=segment_of.otherwise(lit('Others')))

# The tables of the report.
rfm_segment = rfm.group_by('segment').agg(
    customers=count().cast(pl.Int64), orders=col('frequency').sum(), revenue=col('monetary').sum(), recency_days=col('recency_days').mean()).sort(['revenue', 'segment'], descending=[True, False])
rfm_segment = rfm_segment.with_columns(revenue_share=col('revenue') / col('revenue').sum())
segment = rfm_segment.with_columns(
    customer_share=col('customers') / col('customers').sum(), revenue_per_customer=col('revenue') / col('customers'),
    orders_per_customer=(col('orders') / col('customers')).round(2), recency_days=col('recency_days').round(1))

sale_day = order_summary.filter(has_sale).group_by('order_id').agg(col('ordered_on').min()).group_by('ordered_on').agg(count().cast(pl.Int64).alias('orders'))
day = order_summary.group_by('ordered_on').agg(
    col('lines').sum(), col('revenue').sum(), col('return_amount').sum().abs(), known_revenue=col('revenue').filter(col('customer_key') > 0).sum())
day = day.join(sale_day, on='ordered_on', how='left').with_columns(col('orders').fill_null(0)).rename({'ordered_on': 'full_date'}).sort('full_date')
first_date = day['full_date'].min()
coverage = day.select(
    as_of=lit(as_of), first_date=col('full_date').min(), last_date=col('full_date').max(), days_with_orders=count(), lines=col('lines').sum(), orders=col('orders').sum(),
    revenue=col('revenue').sum(), known_revenue=col('known_revenue').sum(), customers=lit(customer.height))

active = customer_month.filter((col('customer_key') > 0) & (col('sale_orders') > 0)).with_columns(cohort_month=col('month_start').min().over('customer_key'))
cells = active.group_by('cohort_month', 'month_start').agg(count().cast(pl.Int64).alias('customers'))
months = pl.DataFrame({'month_start': pl.date_range(first_date.replace(day=1), as_of, '1mo', eager=True)})
sizes = cells.filter(col('cohort_month') == col('month_start')).select('cohort_month', cohort_customers='customers')
retention = sizes.join(months, how='cross').filter(col('month_start') >= col('cohort_month')).join(cells, on=['cohort_month', 'month_start'], how='left').with_columns(col('customers').fill_null(0))
number = lambda name: col(name).dt.year() * 12 + col(name).dt.month().cast(pl.Int32)
retention = retention.with_columns(months_since=number('month_start') - number('cohort_month'), share=col('customers') / col('cohort_customers')).sort('cohort_month', 'month_start')

month = day.group_by(col('full_date').dt.truncate('1mo').alias('month_start')).agg(col('revenue', 'return_amount', 'orders').sum())
buyers = retention.group_by('month_start').agg(active_customers=col('customers').sum(), new_customers=col('customers').filter(col('months_since') == 0).sum())
month = months.join(month, on='month_start', how='left').join(buyers, on='month_start', how='left').fill_null(0).sort('month_start').with_columns(
    returning_customers=col('active_customers') - col('new_customers'), average_order_value=col('revenue') / col('orders'),
    return_share=col('return_amount') / (col('revenue') + col('return_amount')))

next_day = as_of + datetime.timedelta(days=1)
cohort = active.select('customer_key', 'cohort_month').unique()
FIGURES = ['revenue', 'orders', 'active_customers', 'new_customers', 'average_order_value', 'return_share']
def period(shift):
    number = as_of.year * 12 + as_of.month - 1 - shift
    start, after = (datetime.date(one // 12, one % 12 + 1, 1) for one in (number, number + 1))
    month_end = after - datetime.timedelta(days=1)
    end = month_end if next_day.day == 1 else min(start + datetime.timedelta(days=as_of.day - 1), month_end)
    if shift and start < first_date: return [None] * len(FIGURES)
    revenue, orders, back = day.filter(col('full_date').is_between(start, end)).select(col('revenue', 'orders', 'return_amount').sum()).row(0)
    who = known.filter(has_sale & col('ordered_on').is_between(start, end)).select(col('customer_key').unique()).join(cohort, on='customer_key')
    new = None if shift and start == first_date.replace(day=1) else (who['cohort_month'] == start).sum()
    return [revenue, orders, who.height, new, revenue / orders, back / (revenue + back)]
headline = pl.DataFrame({'figure': FIGURES, 'current_value': period(0), 'before_value': period(1), 'year_before_value': period(12)}, strict=False)
change = lambda base: pl.when(col('figure') == 'return_share').then(col('current_value') - col(base)).when(col(base) > 0).then((col('current_value') - col(base)) / col(base))
headline = headline.with_columns(before_change=change('before_value'), year_before_change=change('year_before_value'))

bins = pl.DataFrame({'r': range(1, 6)}, schema={'r': pl.Int64}).join(pl.DataFrame({'f': range(1, 6)}, schema={'f': pl.Int64}), how='cross')
grid = rfm.filter(col('r').is_not_null()).group_by('r', 'f').agg(customers=count().cast(pl.Int64), revenue=col('monetary').sum())
rf_grid = bins.join(grid, on=['r', 'f'], how='left').fill_null(0).sort('r', 'f').with_columns(
    customer_share=col('customers') / col('customers').sum(), revenue_share=col('revenue') / col('revenue').sum())
best = customer.sort('revenue', descending=True).select(customers=pl.int_range(1, count() + 1), revenue=col('revenue').cum_sum())
best = pl.concat([pl.DataFrame({'customers': [0], 'revenue': [0.0]}), best])
revenue_curve = pl.DataFrame({'percent': range(101)}).with_columns(customers=col('percent') * customer.height // 100).join(best, on='customers', how='left', maintain_order='left').with_columns(
    customer_share=col('customers') / customer.height, revenue_share=col('revenue') / best['revenue'][-1])
first_month = as_of.replace(day=1, year=as_of.year - (as_of.month < 12), month=as_of.month % 12 + 1)
top = product_month.filter((col('product_key') > 0) & (col('month_start') >= first_month)).group_by('product_key').agg(col('quantity', 'revenue', 'return_amount').sum())
top = top.with_columns(
    revenue_share=col('revenue') / col('revenue').sum(), return_share=col('return_amount').abs() / (col('revenue') + col('return_amount').abs()), products=lit(top.height))
top_product = top.top_k(20, by='revenue').sort('revenue', descending=True).with_row_index('position', 1).join(
    dim_product.select('product_key', 'product_id', 'name', 'category_path'), on='product_key', how='left', maintain_order='left')
told = line.filter(col('product_key').is_in(top_product['product_key'].implode()) & (col('month_start') >= first_month)).group_by('product_key').agg(orders=col('order_id').n_unique().cast(pl.Int64))
top_product = top_product.join(told, on='product_key', how='left', maintain_order='left')
unknown_member = pl.concat([fact_order_line.select(
    dimension=lit(name), lines=count(), unknown_lines=(col(f'{name}_key') == -1).sum(), not_applicable_lines=(col(f'{name}_key') == -2).sum(),
    unknown_revenue=col('net_amount').filter(col(f'{name}_key') == -1).sum(), unknown_share=(col(f'{name}_key') == -1).mean()) for name in ('customer', 'product', 'store', 'channel')])
report_customer = dim_customer.filter(col('customer_key') > 0).join(customer.drop('counted_date'), on='customer_key', how='left').join(rfm.drop('customer_id'), on='customer_key', how='left')

# Everything out.
tables = dict(
    dim_date=dim_date, dim_customer=dim_customer, dim_product=dim_product, dim_store=dim_store, dim_channel=dim_channel,
    fact_order_line=fact_order_line, fact_order=fact_order, order_summary=order_summary, customer=customer, customer_month=customer_month,
    product_month=product_month, basket=basket, rfm=rfm, rfm_bound=rfm_bound, rfm_segment=rfm_segment, segment=segment, day=day, coverage=coverage,
    month=month, retention=retention, headline=headline, rf_grid=rf_grid, revenue_curve=revenue_curve, top_product=top_product,
    unknown_member=unknown_member, report_customer=report_customer)
for name, frame in tables.items():
    frame.write_parquet(os.path.join(out, f'{name}.parquet'))
ranks = rfm_segment.select('segment').with_row_index('rank')
listed = report_customer.join(ranks, on='segment', how='left').sort(['rank', 'monetary', 'customer_id'], descending=[False, True, False])
listed.select('segment', 'customer_id', 'r', 'f', 'm', 'recency_days', 'frequency', 'monetary', 'first_order_date', 'last_order_date', 'orders', 'sale_orders', 'revenue', 'return_amount', 'country').write_csv(
    os.path.join(out, 'customers-by-segment.csv'))
cell = lambda value: '' if value is None else html.escape(str(value))
row = lambda values, tag: '<tr>' + ''.join(f'<{tag}>{cell(value)}</{tag}>' for value in values) + '</tr>'
chapters = dict(headline=headline, month=month, retention=retention.pivot('months_since', index='cohort_month', values='share'), segment=segment, rf_grid=rf_grid, revenue_curve=revenue_curve, top_product=top_product, unknown_member=unknown_member, coverage=coverage)
with open(os.path.join(out, 'report.html'), 'w') as page:
    page.write('<!doctype html><meta charset="utf-8"><title>Online Retail</title>')
    page.writelines(f'<h2>{name}</h2><table>{row(frame.columns, "th")}{"".join(row(one, "td") for one in frame.rows())}</table>' for name, frame in chapters.items())

# What the bench compares: counts and key sums of each table, in the order of first-run-figures.ts.
def total(frame, *names): return [frame.height, *(float(frame[name].cast(pl.Float64).sum()) for name in names)]
def cells_of(frame, *names): return [value for one in frame.select(names).rows() for value in one]
kinds = dict(fact_order_line.group_by(col('kind').cast(pl.String)).agg(count()).rows())
days_active = (customer['last_order_date'] - customer['first_order_date']).dt.total_days().sum()
print(json.dumps(dict(
    dim_date=total(dim_date, 'date_key', 'iso_week', 'fiscal_month', 'day_of_week'),
    dim_customer=[dim_customer.height, dim_customer['country'].count(), dim_customer['is_inferred'].sum()],
    dim_product=[dim_product.height, dim_product['name'].count(), dim_product['is_inferred'].sum()],
    dim_store=[dim_store.height], dim_channel=[dim_channel.height],
    fact_order_line=[*total(fact_order_line, 'quantity', 'net_amount', 'net_amount_reporting', 'line_number'),
        (fact_order_line['customer_key'] == -1).sum(), (fact_order_line['product_key'] == -2).sum(), *(kinds[kind] for kind in sorted(KINDS))],
    fact_order=[*total(fact_order, 'lines', 'net_amount', 'returned_lag_days'), (fact_order['customer_key'] > 0).sum()],
    order_summary=total(order_summary, 'lines', 'sale_lines', 'return_lines', 'quantity', 'revenue', 'return_amount'),
    customer=[*total(customer, 'orders', 'sale_orders', 'lines', 'quantity', 'revenue', 'return_amount'), days_active],
    customer_month=total(customer_month, 'orders', 'sale_orders', 'quantity', 'revenue', 'return_amount'),
    product_month=total(product_month, 'orders', 'customers', 'quantity', 'revenue', 'return_quantity', 'return_amount'),
    basket=total(basket, 'quantity', 'revenue'),
    rfm=total(rfm, 'recency_days', 'frequency', 'monetary', 'r', 'f', 'm'),
    rfm_bound=total(rfm_bound, 'upper_bound', 'customers'),
    rfm_segment=cells_of(rfm_segment, 'segment', 'customers', 'orders', 'revenue'),
    segment=total(segment, 'revenue_per_customer', 'recency_days'),
    day=total(day, 'lines', 'orders', 'revenue', 'return_amount', 'known_revenue'),
    coverage=total(coverage, 'days_with_orders', 'lines', 'orders', 'revenue', 'known_revenue', 'customers'),
    month=cells_of(month, 'revenue', 'orders', 'new_customers', 'returning_customers'),
    retention=total(retention, 'customers', 'cohort_customers', 'share'),
    headline=cells_of(headline.fill_null(-1), 'current_value', 'before_value', 'year_before_value', 'before_change', 'year_before_change'),
    rf_grid=cells_of(rf_grid, 'customers', 'revenue'),
    revenue_curve=total(revenue_curve, 'customers', 'revenue', 'customer_share', 'revenue_share'),
    top_product=cells_of(top_product, 'product_id', 'orders', 'revenue'),
    unknown_member=total(unknown_member, 'unknown_lines', 'not_applicable_lines', 'unknown_revenue'),
    report_customer=[*total(report_customer, 'monetary', 'revenue'), report_customer['segment'].count()])))
