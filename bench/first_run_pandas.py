"""The work of a first run as a script in pandas would do it, tables as Parquet. Usage: first_run_pandas.py DATA OUT

It makes the star (dates with ISO weeks and fiscal months, customers and products with validity and inferred members, stores and
channels, order lines with all amounts and the file and row they came from, orders), the marts (order, customer, customer and month,
product and month, basket), RFM with its bounds and named segments, the tables of the report (headline figures against the month and the
year before, days, months, retention, segments, R x F grid, revenue curve, top products, unknown members, customers), the list of
customers by segment as CSV and one page of HTML with those tables. It prints figures of each table, which the bench compares with ours.

It leaves out what the run does besides: raw text and files kept as they landed, hashes and manifests, the account, quarantine, formats,
exact repeats, decimal money (sums are doubles), contact columns that this source has not, the retail calendar, payments, features of
customers beyond RFM, score history, checks of keys and references, fingerprints, charts on the page, and publishing in one step.
"""
import glob, json, os, sys
import numpy as np
import pandas as pd

data, out = sys.argv[1], sys.argv[2]
os.makedirs(out, exist_ok=True)
DAY, MONTH, NO_STORE, NO_CHANNEL = 'datetime64[D]', 'datetime64[M]', -2, -2
SHIPPING, FEE, BY_HAND = ['POST', 'DOT', 'C2'], ['BANK CHARGES', 'AMAZONFEE', 'CRUK'], ['M', 'm', 'S', 'B']
KINDS = ['sale', 'return', 'shipping', 'discount', 'fee', 'adjustment']
VALID_FROM, VALID_TO = pd.Timestamp('1800-01-01').as_unit('s'), pd.Timestamp('9999-12-31').as_unit('s')

# The records; invoices and products are categories, so that what is asked of a number is asked once per number.
files = sorted(glob.glob(os.path.join(data, 'online-retail/by-day/*.csv.gz')))
frames = [pd.read_csv(f, dtype={'InvoiceNo': str, 'StockCode': str}, parse_dates=['InvoiceDate']) for f in files]
sizes = [len(frame) for frame in frames]
raw = pd.concat(frames, ignore_index=True).rename(columns={
    'InvoiceNo': 'order_id', 'StockCode': 'product_id', 'InvoiceDate': 'ordered_at', 'CustomerID': 'customer_id', 'Quantity': 'quantity', 'UnitPrice': 'unit_price'})
raw['_file'] = pd.Categorical.from_codes(np.repeat(np.arange(len(files)), sizes), [os.path.basename(f) for f in files])
raw['_row'] = np.concatenate([np.arange(1, size + 1, dtype='int32') for size in sizes])
raw['_batch'] = pd.Categorical.from_codes(np.zeros(len(raw), 'int8'), ['000001'])
raw = raw.astype({'order_id': 'category', 'product_id': 'category'})
is_service = raw['product_id'].isin([*SHIPPING, 'D', *FEE, *BY_HAND]).to_numpy()
raw['kind'] = pd.Categorical.from_codes(np.select(
    [raw['product_id'].isin(SHIPPING), raw['product_id'] == 'D', raw['product_id'].isin(FEE), raw['product_id'].isin(BY_HAND),
     raw['order_id'].str.startswith('C'), raw['customer_id'].isna() & (raw['unit_price'] == 0)],
    [2, 3, 4, 5, 1, 5], 0), KINDS)
days = raw['ordered_at'].to_numpy().astype(DAY)

# Dates of whole years.
span = pd.DataFrame({'full_date': pd.date_range(f'{raw["ordered_at"].min().year}-01-01', f'{raw["ordered_at"].max().year}-12-31')})
date, iso = span['full_date'].dt, span['full_date'].dt.isocalendar()
dim_date = span.assign(
    date_key=date.year * 10000 + date.month * 100 + date.day, year=date.year, quarter=date.quarter, month=date.month,
    month_start=span['full_date'].to_numpy().astype(MONTH).astype('datetime64[s]'), month_name=date.month_name(),
    iso_year=iso['year'].astype('int32'), iso_week=iso['week'].astype('int32'),
    week_start=span['full_date'] - pd.to_timedelta(date.day_of_week, 'D'), day_of_week=date.day_of_week + 1, day_name=date.day_name(),
    is_weekend=date.day_of_week >= 5, fiscal_year=date.year, fiscal_quarter=date.quarter, fiscal_month=date.month)
date_keys, first_day = dim_date['date_key'].to_numpy('int32'), dim_date['full_date'].to_numpy()[0].astype(DAY)
dim_date = pd.concat([dim_date, pd.DataFrame({'date_key': [-1]})], ignore_index=True)

# Members: the latest record of each describes it; a product that only lines without a price name is inferred.
def member(frame, key, special):
    frame = frame.assign(source='main', valid_from=VALID_FROM, valid_to=VALID_TO, is_current=True)
    frame.insert(0, key, np.arange(1, len(frame) + 1, dtype='int32'))
    ids, names = zip(*[{-1: ('(unknown)', 'Unknown'), -2: ('(none)', 'Not applicable')}[one] for one in special])
    unknown = {key: special, key.replace('key', 'id'): ids, 'source': '', 'valid_from': VALID_FROM, 'valid_to': VALID_TO, 'is_current': True, 'is_inferred': False}
    return pd.concat([frame, pd.DataFrame(unknown | ({'name': names} if 'name' in frame else {}))], ignore_index=True)

source = ['_batch', '_file', '_row']
ids = np.sort(raw['customer_id'].dropna().unique())
by_time = raw if raw['ordered_at'].is_monotonic_increasing else raw.sort_values('ordered_at', kind='stable')
latest = by_time.dropna(subset='customer_id').drop_duplicates('customer_id', keep='last').sort_values('customer_id')
dim_customer = member(pd.DataFrame({
    'customer_id': latest['customer_id'].astype('int64').astype(str), 'country': latest['Country'], 'is_inferred': False} | {name: latest[name] for name in source}), 'customer_key', [-1])
priced = by_time[~is_service[by_time.index] & by_time['Description'].notna() & (by_time['unit_price'] > 0)]
named = priced.drop_duplicates('product_id', keep='last').rename(columns={'Description': 'name'})[['product_id', 'name', *source]]
goods = pd.DataFrame({'product_id': raw['product_id'][~is_service].cat.remove_unused_categories().cat.categories.astype(object)})
named = goods.merge(named.astype({'product_id': object}), on='product_id', how='left')
dim_product = member(named.assign(is_inferred=named['name'].isna(), category_path=None), 'product_key', [-1, -2])
dim_store = member(pd.DataFrame({'store_id': [], 'name': [], 'is_inferred': []}), 'store_key', [-1, -2])
dim_channel = member(pd.DataFrame({'channel_id': [], 'name': [], 'is_inferred': []}), 'channel_key', [-1, -2])

# Order lines, numbered by file and row within their order.
customer_key = np.full(len(raw), -1, 'int32')
is_known = raw['customer_id'].notna().to_numpy()
customer_key[is_known] = np.searchsorted(ids, raw['customer_id'].to_numpy()[is_known]) + 1
product_of_code = pd.Series(dim_product['product_key'].to_numpy(), dim_product['product_id']).reindex(raw['product_id'].cat.categories).fillna(-2).to_numpy('int32')
product_key = product_of_code[raw['product_id'].cat.codes]
net = (raw['quantity'] * raw['unit_price']).round(4)
fact_order_line = pd.DataFrame({
    'source': pd.Categorical.from_codes(np.zeros(len(raw), 'int8'), ['main']), 'order_id': raw['order_id'],
    'line_number': (raw.groupby('order_id', observed=True, sort=False).cumcount() + 1).astype('int32'),
    'customer_key': customer_key, 'product_key': product_key, 'store_key': np.int32(NO_STORE), 'channel_key': np.int32(NO_CHANNEL),
    'date_key': date_keys[(days - first_day).astype('int64')], 'ordered_at': raw['ordered_at'], 'kind': raw['kind'],
    'quantity': raw['quantity'], 'unit_price': raw['unit_price'], 'discount_amount': np.nan, 'net_amount': net, 'cost_amount': np.nan,
    'currency': pd.Categorical.from_codes(np.zeros(len(raw), 'int8'), ['GBP']), 'net_amount_reporting': net,
    '_batch': raw['_batch'], '_file': raw['_file'], '_row': raw['_row']})
as_of = days.max()

# What marts sum, taken apart by kind once.
is_sale, is_return = (raw['kind'] == 'sale').to_numpy(), (raw['kind'] == 'return').to_numpy()
quantity = raw['quantity'].to_numpy()
line = pd.DataFrame({
    'order_id': raw['order_id'], 'customer_key': customer_key, 'product_key': product_key, 'ordered_on': days.astype('datetime64[s]'),
    'lines': 1, 'sale_lines': is_sale.astype('int64'), 'return_lines': is_return.astype('int64'),
    'quantity': np.where(is_sale | is_return, quantity, 0), 'revenue': net, 'return_quantity': np.where(is_return, quantity, 0), 'return_amount': np.where(is_return, net, 0.0)})
sums = ['lines', 'sale_lines', 'return_lines', 'quantity', 'revenue', 'return_amount']
summary_keys = ['order_id', 'customer_key', 'ordered_on']
order_summary = line.groupby(summary_keys, observed=True, sort=False)[sums].sum().reset_index()
order_summary['month_start'] = order_summary['ordered_on'].to_numpy().astype(MONTH).astype('datetime64[s]')
has_sale = order_summary['sale_lines'] > 0

# Orders of one customer; when goods first came back.
by_order = fact_order_line.groupby('order_id', observed=True, sort=False)
fact_order = by_order.agg(ordered_at=('ordered_at', 'min'), lines=('line_number', 'size'), net_amount=('net_amount', 'sum'))
fact_order['returned_at'] = fact_order_line[is_return].groupby('order_id', observed=True, sort=False)['ordered_at'].min()
buyers = order_summary[order_summary['customer_key'] > 0].groupby('order_id', observed=True, sort=False)['customer_key'].agg(['min', 'max'])
fact_order['customer_key'] = buyers['min'].where(buyers['min'] == buyers['max'], -1).reindex(fact_order.index).fillna(-1).astype('int32')
fact_order['returned_lag_days'] = (fact_order['returned_at'].dt.normalize() - fact_order['ordered_at'].dt.normalize()).dt.days
fact_order['date_key'] = date_keys[(fact_order['ordered_at'].to_numpy().astype(DAY) - first_day).astype('int64')]
fact_order = fact_order.reset_index().assign(source='main', currency='GBP', net_amount_reporting=lambda one: one['net_amount'])

# Customers, and customers by month from their first to that of the as-of date.
known = order_summary[order_summary['customer_key'] > 0]
one_order = known.groupby(['customer_key', 'order_id'], observed=True, sort=False).agg(
    first_order_date=('ordered_on', 'min'), last_order_date=('ordered_on', 'max'), lines=('lines', 'sum'), sale_lines=('sale_lines', 'sum'),
    quantity=('quantity', 'sum'), revenue=('revenue', 'sum'), return_amount=('return_amount', 'sum')).reset_index()
one_order['sale_orders'] = (one_order['sale_lines'] > 0).astype('int64')
customer = one_order.groupby('customer_key').agg(
    first_order_date=('first_order_date', 'min'), last_order_date=('last_order_date', 'max'), orders=('order_id', 'size'), sale_orders=('sale_orders', 'sum'),
    lines=('lines', 'sum'), quantity=('quantity', 'sum'), revenue=('revenue', 'sum'), return_amount=('return_amount', 'sum')).reset_index()
month_sums = ['sale_lines', 'quantity', 'revenue', 'return_amount']
one_month = order_summary.groupby(['customer_key', 'month_start', 'order_id'], observed=True, sort=False)[month_sums].sum().reset_index()
one_month['sale_orders'] = (one_month['sale_lines'] > 0).astype('int64')
billed = one_month.assign(orders=1).groupby(['customer_key', 'month_start'])[['orders', 'sale_orders', 'quantity', 'revenue', 'return_amount']].sum()
first_month = billed.reset_index().groupby('customer_key')['month_start'].min()
first_number = first_month.to_numpy().astype(MONTH).astype('int64')
months_of = as_of.astype(MONTH).astype('int64') - first_number + 1
number = np.arange(months_of.sum()) - np.repeat(months_of.cumsum() - months_of, months_of) + np.repeat(first_number, months_of)
spine = pd.MultiIndex.from_arrays([np.repeat(first_month.index, months_of), number.astype(MONTH).astype('datetime64[s]')], names=billed.index.names)
customer_month = billed.reindex(spine, fill_value=0).reset_index()

# Products by month, and baskets.
line['month_start'] = days.astype(MONTH).astype('datetime64[s]')
by_product_month = ['product_key', 'month_start']
product_month = line.groupby(by_product_month, sort=False)[['quantity', 'revenue', 'return_quantity', 'return_amount']].sum()
bought = line[[*by_product_month, 'order_id', 'customer_key']].drop_duplicates()
product_month['orders'] = bought.groupby(by_product_month, sort=False).size()
buying = bought.loc[bought['customer_key'] > 0, [*by_product_month, 'customer_key']].drop_duplicates()
product_month['customers'] = buying.groupby(by_product_month, sort=False).size()
product_month = product_month.fillna({'customers': 0}).astype({'customers': 'int64'}).reset_index()
sold = fact_order_line.loc[is_sale, ['order_id', 'product_key', 'customer_key', 'date_key', 'quantity', 'net_amount']]
basket = sold.groupby(['order_id', 'customer_key', 'product_key', 'date_key'], observed=True, sort=False).agg(
    quantity=('quantity', 'sum'), revenue=('net_amount', 'sum')).reset_index()

# RFM: type-7 quantiles, a value up to its bound; the rules of the segments in order.
counted_date = one_order['last_order_date'].where(one_order['sale_lines'] > 0)
last = counted_date.groupby(one_order['customer_key']).max().to_numpy()
rfm = customer[['customer_key']].assign(
    as_of=pd.Timestamp(as_of), recency_days=(as_of.astype('datetime64[s]') - np.where(np.isnat(last), customer['last_order_date'], last)).astype('timedelta64[D]').astype('int64'),
    frequency=customer['sale_orders'], monetary=customer['revenue'].round(4))
valued = rfm[(rfm['monetary'] > 0) & (rfm['frequency'] > 0)]
bounds = []
for axis, name in (('recency_days', 'r'), ('frequency', 'f'), ('monetary', 'm')):
    upper = np.quantile(valued[axis], [.2, .4, .6, .8]).round(4)
    bin = np.searchsorted(upper, valued[axis], side='left') + 1
    rfm[name] = pd.Series(6 - bin if name == 'r' else bin, valued.index, dtype='Int64')
    scores = range(5, 0, -1) if name == 'r' else range(1, 6)
    bounds.append(pd.DataFrame({'axis': axis, 'bin': range(1, 6), 'score': scores, 'upper_bound': [*upper, np.nan], 'customers': np.bincount(bin, minlength=6)[1:]}))
rfm_bound = pd.concat(bounds, ignore_index=True)
RULES = [
    ('Champions', (5, 5), (5, 5), (5, 5)), ('Potential Loyalist', (3, 5), (3, 5), (2, 5)), ('Loyal Customers', (2, 4), (2, 4), (2, 4)),
    ('Promising', (3, 4), (1, 3), (3, 5)), ('New Customers', (4, 5), (1, 3), (1, 5)), ("Can't Lose Them", (1, 2), (3, 4), (4, 5)),
    ('At Risk', (1, 2), (2, 5), (4, 5)), ('Need Attention', (1, 3), (3, 5), (3, 5)), ('About To Sleep', (2, 3), (1, 3), (1, 4)), ('Lost', (1, 1), (1, 5), (1, 5))]
r, f, m = (rfm[name].fillna(0).to_numpy('int64') for name in 'rfm')
inside = [(r >= rs[0]) & (r <= rs[1]) & (f >= fs[0]) & (f <= fs[1]) & (m >= ms[0]) & (m <= ms[1]) for _, rs, fs, ms in RULES]
rfm['segment'] = np.select([r == 0, *inside], ['No value', *[name for name, *_ in RULES]], 'Others')
rfm.insert(1, 'customer_id', dim_customer['customer_id'].to_numpy()[rfm['customer_key'] - 1])

# The tables of the report.
rfm_segment = rfm.groupby('segment').agg(customers=('monetary', 'size'), orders=('frequency', 'sum'), revenue=('monetary', 'sum'), recency_days=('recency_days', 'mean')).reset_index()
rfm_segment = rfm_segment.sort_values(['revenue', 'segment'], ascending=[False, True], ignore_index=True)
rfm_segment['revenue_share'] = rfm_segment['revenue'] / rfm_segment['revenue'].sum()
segment = rfm_segment.assign(
    customer_share=rfm_segment['customers'] / len(rfm), revenue_per_customer=rfm_segment['revenue'] / rfm_segment['customers'],
    orders_per_customer=(rfm_segment['orders'] / rfm_segment['customers']).round(2), recency_days=rfm_segment['recency_days'].round(1))

day = order_summary.assign(known_revenue=order_summary['revenue'].where(order_summary['customer_key'] > 0, 0)).groupby('ordered_on')[['lines', 'revenue', 'return_amount', 'known_revenue']].sum()
day['return_amount'] = day['return_amount'].abs()
day['orders'] = order_summary[has_sale].groupby('order_id', observed=True, sort=False)['ordered_on'].min().value_counts()
day = day.fillna({'orders': 0}).reset_index().rename(columns={'ordered_on': 'full_date'})
first_date = day['full_date'].min()
coverage = pd.DataFrame([{'as_of': as_of.astype('datetime64[s]'), 'first_date': first_date, 'last_date': day['full_date'].max(), 'days_with_orders': len(day), **day[['lines', 'orders', 'revenue', 'known_revenue']].sum(), 'customers': len(customer)}])

active = customer_month[(customer_month['customer_key'] > 0) & (customer_month['sale_orders'] > 0)]
cohort = active.groupby('customer_key')['month_start'].min().rename('cohort_month')
cells = active.join(cohort, on='customer_key').groupby(['cohort_month', 'month_start']).size()
months = pd.date_range(first_date.to_period('M').start_time, pd.Timestamp(as_of), freq='MS').as_unit('s')
cells = cells.reindex(pd.MultiIndex.from_product([cells.index.levels[0], months], names=['cohort_month', 'month_start']), fill_value=0).rename('customers').reset_index()
retention = cells[cells['month_start'] >= cells['cohort_month']].merge(cohort.value_counts().rename('cohort_customers'), left_on='cohort_month', right_index=True)
retention['months_since'] = retention['month_start'].to_numpy().astype(MONTH).astype('int64') - retention['cohort_month'].to_numpy().astype(MONTH).astype('int64')
retention['share'] = retention['customers'] / retention['cohort_customers']

month = day.assign(month_start=day['full_date'].to_numpy().astype(MONTH).astype('datetime64[s]')).groupby('month_start')[['revenue', 'return_amount', 'orders']].sum().reindex(months, fill_value=0)
month['active_customers'] = retention.groupby('month_start')['customers'].sum()
month['new_customers'] = retention[retention['months_since'] == 0].groupby('month_start')['customers'].sum()
month = month.fillna({'active_customers': 0, 'new_customers': 0})
month['returning_customers'] = month['active_customers'] - month['new_customers']
month['average_order_value'] = month['revenue'] / month['orders']
month['return_share'] = month['return_amount'] / (month['revenue'] + month['return_amount'])
month = month.rename_axis('month_start').reset_index()

today = pd.Timestamp(as_of)
def period(shift):
    start = today.replace(day=1) - pd.DateOffset(months=shift)
    end = start + pd.offsets.MonthEnd(1) if today.is_month_end else min(start + pd.Timedelta(days=today.day - 1), start + pd.offsets.MonthEnd(1))
    if shift and start < first_date: return pd.Series(dtype=float)
    total = day[day['full_date'].between(start, end)][['revenue', 'orders', 'return_amount']].sum()
    who = known.loc[(known['sale_lines'] > 0) & known['ordered_on'].between(start, end), 'customer_key'].unique()
    new = np.nan if shift and start == first_date.to_period('M').start_time else (cohort[who] == start).sum()
    return pd.Series({
        'revenue': total['revenue'], 'orders': total['orders'], 'active_customers': len(who), 'new_customers': new,
        'average_order_value': total['revenue'] / total['orders'], 'return_share': total['return_amount'] / (total['revenue'] + total['return_amount'])})
headline = pd.DataFrame({'current_value': period(0), 'before_value': period(1), 'year_before_value': period(12)})
headline = headline.loc[['revenue', 'orders', 'active_customers', 'new_customers', 'average_order_value', 'return_share']].rename_axis('figure').reset_index()
for name in ('before', 'year_before'):
    change, base = headline['current_value'] - headline[f'{name}_value'], headline[f'{name}_value']
    headline[f'{name}_change'] = change.where(headline['figure'] == 'return_share', change / base.where(base > 0))

grid = rfm[rfm['r'].notna()].groupby(['r', 'f']).agg(customers=('monetary', 'size'), revenue=('monetary', 'sum'))
rf_grid = grid.reindex(pd.MultiIndex.from_product([range(1, 6), range(1, 6)], names=['r', 'f']), fill_value=0).reset_index()
rf_grid['customer_share'] = rf_grid['customers'] / rf_grid['customers'].sum()
rf_grid['revenue_share'] = rf_grid['revenue'] / rf_grid['revenue'].sum()
best = np.concatenate([[0], np.sort(customer['revenue'].to_numpy())[::-1].cumsum()])
upto = np.arange(101) * len(customer) // 100
revenue_curve = pd.DataFrame({
    'percent': np.arange(101), 'customers': upto, 'revenue': best[upto], 'customer_share': upto / len(customer), 'revenue_share': best[upto] / best[-1]})
year = product_month[(product_month['product_key'] > 0) & (product_month['month_start'] >= today.replace(day=1) - pd.DateOffset(months=11))]
top = year.groupby('product_key')[['quantity', 'revenue', 'return_amount']].sum()
top_product = top.assign(
    revenue_share=top['revenue'] / top['revenue'].sum(),
    return_share=top['return_amount'].abs() / (top['revenue'] + top['return_amount'].abs()), products=len(top)).nlargest(20, 'revenue').reset_index()
told = bought.loc[bought['product_key'].isin(top_product['product_key']) & (bought['month_start'] >= year['month_start'].min()), ['product_key', 'order_id']].drop_duplicates()
top_product['orders'] = top_product['product_key'].map(told['product_key'].value_counts())
top_product = top_product.merge(dim_product[['product_key', 'product_id', 'name', 'category_path']], on='product_key', how='left').assign(position=range(1, 21))
unknown_member = pd.DataFrame([{
    'dimension': name, 'lines': len(raw), 'unknown_lines': (key == -1).sum(), 'not_applicable_lines': (key == -2).sum(), 'unknown_revenue': net[key == -1].sum(),
    'unknown_share': (key == -1).mean()} for name, key in ((name, fact_order_line[f'{name}_key'].to_numpy()) for name in ('customer', 'product', 'store', 'channel'))])
report_customer = dim_customer[dim_customer['customer_key'] > 0].merge(customer, on='customer_key', how='left').merge(
    rfm[['customer_key', 'as_of', 'recency_days', 'frequency', 'monetary', 'r', 'f', 'm', 'segment']], on='customer_key', how='left')

# Everything out.
tables = dict(
    dim_date=dim_date, dim_customer=dim_customer, dim_product=dim_product, dim_store=dim_store, dim_channel=dim_channel,
    fact_order_line=fact_order_line, fact_order=fact_order, order_summary=order_summary, customer=customer, customer_month=customer_month,
    product_month=product_month, basket=basket, rfm=rfm, rfm_bound=rfm_bound, rfm_segment=rfm_segment, segment=segment, day=day, coverage=coverage,
    month=month, retention=retention, headline=headline, rf_grid=rf_grid, revenue_curve=revenue_curve, top_product=top_product,
    unknown_member=unknown_member, report_customer=report_customer)
for name, frame in tables.items():
    frame.to_parquet(os.path.join(out, f'{name}.parquet'), index=False)
listed = report_customer.assign(rank=report_customer['segment'].map(pd.Series(rfm_segment.index, rfm_segment['segment']))).sort_values(
    ['rank', 'monetary', 'customer_id'], ascending=[True, False, True])
listed[['segment', 'customer_id', 'r', 'f', 'm', 'recency_days', 'frequency', 'monetary', 'first_order_date', 'last_order_date', 'orders', 'sale_orders', 'revenue', 'return_amount', 'country']].to_csv(
    os.path.join(out, 'customers-by-segment.csv'), index=False)
chapters = dict(headline=headline, month=month, retention=retention.pivot(index='cohort_month', columns='months_since', values='share'), segment=segment, rf_grid=rf_grid, revenue_curve=revenue_curve, top_product=top_product, unknown_member=unknown_member, coverage=coverage)
with open(os.path.join(out, 'report.html'), 'w') as page:
    page.write('<!doctype html><meta charset="utf-8"><title>Online Retail</title>')
    page.writelines(f'<h2>{name}</h2>{frame.to_html(index=name == "retention", na_rep="")}' for name, frame in chapters.items())

# What the bench compares: counts and key sums of each table, in the order of first-run-figures.ts.
def total(frame, *names): return [len(frame), *(float(frame[name].sum()) for name in names)]
print(json.dumps(dict(
    dim_date=total(dim_date, 'date_key', 'iso_week', 'fiscal_month', 'day_of_week'),
    dim_customer=[len(dim_customer), int(dim_customer['country'].notna().sum()), int(dim_customer['is_inferred'].sum())],
    dim_product=[len(dim_product), int(dim_product['name'].notna().sum()), int(dim_product['is_inferred'].sum())],
    dim_store=[len(dim_store)], dim_channel=[len(dim_channel)],
    fact_order_line=[*total(fact_order_line, 'quantity', 'net_amount', 'net_amount_reporting', 'line_number'),
        int((customer_key == -1).sum()), int((product_key == -2).sum()), *(int((fact_order_line['kind'] == kind).sum()) for kind in sorted(KINDS))],
    fact_order=[*total(fact_order, 'lines', 'net_amount', 'returned_lag_days'), int((fact_order['customer_key'] > 0).sum())],
    order_summary=total(order_summary, 'lines', 'sale_lines', 'return_lines', 'quantity', 'revenue', 'return_amount'),
    customer=[*total(customer, 'orders', 'sale_orders', 'lines', 'quantity', 'revenue', 'return_amount'), int((customer['last_order_date'] - customer['first_order_date']).dt.days.sum())],
    customer_month=total(customer_month, 'orders', 'sale_orders', 'quantity', 'revenue', 'return_amount'),
    product_month=total(product_month, 'orders', 'customers', 'quantity', 'revenue', 'return_quantity', 'return_amount'),
    basket=total(basket, 'quantity', 'revenue'),
    rfm=total(rfm, 'recency_days', 'frequency', 'monetary', 'r', 'f', 'm'),
    rfm_bound=total(rfm_bound, 'upper_bound', 'customers'),
    rfm_segment=rfm_segment[['segment', 'customers', 'orders', 'revenue']].to_numpy().ravel().tolist(),
    segment=total(segment, 'revenue_per_customer', 'recency_days'),
    day=total(day, 'lines', 'orders', 'revenue', 'return_amount', 'known_revenue'),
    coverage=total(coverage, 'days_with_orders', 'lines', 'orders', 'revenue', 'known_revenue', 'customers'),
    month=month[['revenue', 'orders', 'new_customers', 'returning_customers']].to_numpy().ravel().tolist(),
    retention=total(retention, 'customers', 'cohort_customers', 'share'),
    headline=headline[['current_value', 'before_value', 'year_before_value', 'before_change', 'year_before_change']].fillna(-1).to_numpy().ravel().tolist(),
    rf_grid=rf_grid[['customers', 'revenue']].to_numpy().ravel().tolist(),
    revenue_curve=total(revenue_curve, 'customers', 'revenue', 'customer_share', 'revenue_share'),
    top_product=top_product[['product_id', 'orders', 'revenue']].to_numpy().ravel().tolist(),
    unknown_member=total(unknown_member, 'unknown_lines', 'not_applicable_lines', 'unknown_revenue'),
    report_customer=[*total(report_customer, 'monetary', 'revenue'), int(report_customer['segment'].notna().sum())])))
