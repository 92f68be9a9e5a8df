-- One row per order line: what was sold, returned or charged, to whom, when and for how much.
-- key: source, order_id, line_number
-- by: source, order_id
-- part: conform.order_line on _system, order_id
-- via: conform.customer_version on changed.source = line._system and changed.id = line.customer_id
-- via: conform.product_version on changed.source = line._system and changed.id = line.product_id
-- via: dw.product_cost on changed.id = line.product_id
-- via: conform.store_version on changed.source = line._system and changed.id = line.store_id
-- via: conform.channel_version on changed.source = line._system and changed.id = line.channel_id
-- via: conform.exchange_rate on changed.currency = line.currency and line.ordered_at >= cast(changed.valid_from as timestamp)
-- part: conform.repeated_line on _system, order_id
-- Lines that stand together at one time are numbered by their rows, only others sorted. Small numbers are multiplied in 64 bits, as exactly.
with mixed as (
  select _system, order_id, max(line_number) as line_number from conform.order_line
  where line_number is not null and (_system, order_id) in (
    select _system, order_id from conform.order_line where line_number is null union all select _system, order_id from conform.repeated_line
  ) group by _system, order_id
),
together as (
  select _system, order_id, min(_row) as first_row from conform.order_line
  where line_number is null and (_system, order_id) not in (select _system, order_id from mixed)
  group by _system, order_id having max(_row) - min(_row) + 1 = count(*) and min(ordered_at) = max(ordered_at)
    and min(_file) = max(_file) and min(_source) = max(_source) and min(_mapping) = max(_mapping)
),
given as (
  select line._source, line._mapping, line._file, line._row,
    coalesce(mixed.line_number, 0) + row_number() over (partition by line._system, line.order_id
      order by line.ordered_at, line._file, line._row, line._source, line._mapping) as line_number
  from conform.order_line as line
  left join mixed on mixed._system = line._system and mixed.order_id = line.order_id
  left join together on together._system = line._system and together.order_id = line.order_id
  where together.order_id is null and (line.line_number is null
    or (line._source, line._mapping, line._file, line._row) in (select _source, _mapping, _file, _row from conform.repeated_line))
),
numbered as (
  select line.*, coalesce(line._row - together.first_row + 1, given.line_number, line.line_number) as number_in_order
  from conform.order_line as line
  left join together on together._system = line._system and together.order_id = line.order_id
  left join given on given._source = line._source and given._mapping = line._mapping and given._file = line._file and given._row = line._row
),
priced as (
  select line.*, coalesce(line.kind, case when coalesce(line.quantity, line.net_amount) < 0 then 'return' else 'sale' end) as line_kind,
    coalesce(line.currency, setting.reporting_currency) as line_currency,
    cast(coalesce(line.net_amount,
      case when abs(line.quantity) < 100000 and abs(line.unit_price) < 100000
        then cast(round(cast(line.quantity as decimal(9, 4)) * cast(line.unit_price as decimal(9, 4)), 4) as decimal(18, 4))
        else cast(round(cast(line.quantity as decimal(38, 4)) * line.unit_price, 4) as decimal(18, 4))
      end - coalesce(line.discount_amount, 0)) as decimal(18, 4)) as line_amount,
    coalesce(line.currency, setting.reporting_currency) = setting.reporting_currency as is_reporting
  from numbered as line cross join conform.setting as setting
)
select line._system as source, line.order_id, cast(line.number_in_order as integer) as line_number,
  coalesce(customer.customer_key, -1) as customer_key,
  coalesce(product.product_key, case when line.line_kind in ('sale', 'return') then -1 else -2 end) as product_key,
  coalesce(store.store_key, -2) as store_key, coalesce(channel.channel_key, -2) as channel_key, coalesce(customer.durable_key, -1) as customer_durable_key,
  coalesce(product.durable_key, case when line.line_kind in ('sale', 'return') then -1 else -2 end) as product_durable_key,
  cast(year(line.ordered_at) * 10000 + month(line.ordered_at) * 100 + day(line.ordered_at) as integer) as date_key,
  line.ordered_at, line.shipped_at, line.line_kind as kind, line.quantity, line.unit_price, line.discount_amount,
  line.line_amount as net_amount, line.cost_amount, line.line_currency as currency,
  case when line.is_reporting then line.line_amount
    else try_cast(round(cast(line.line_amount as decimal(38, 4)) * rate.rate, 4) as decimal(18, 4)) end as net_amount_reporting,
  case when piece.unit_cost is not null and line.cost_amount is null and line.line_kind in ('sale', 'return')
      then try_cast(round(cast(line.quantity as decimal(38, 4)) * piece.unit_cost, 4) as decimal(18, 4))
    when line.is_reporting then line.cost_amount
    else try_cast(round(cast(line.cost_amount as decimal(38, 4)) * rate.rate, 4) as decimal(18, 4)) end as cost_amount_reporting,
  case when line.is_reporting then line.discount_amount
    else try_cast(round(cast(line.discount_amount as decimal(38, 4)) * rate.rate, 4) as decimal(18, 4)) end as discount_amount_reporting,
  line._batch, line._file, line._row
from priced as line
left join conform.customer_version as customer on customer.source = line._system and customer.id = line.customer_id
  and line.ordered_at >= customer.valid_from and line.ordered_at < customer.valid_to
left join conform.product_version as product on product.source = line._system and product.id = line.product_id
  and line.ordered_at >= product.valid_from and line.ordered_at < product.valid_to
left join dw.product_cost as piece on piece.product_key = product.product_key
left join conform.store_version as store on store.source = line._system and store.id = line.store_id
  and line.ordered_at >= store.valid_from and line.ordered_at < store.valid_to
left join conform.channel_version as channel on channel.source = line._system and channel.id = line.channel_id
  and line.ordered_at >= channel.valid_from and line.ordered_at < channel.valid_to
left join conform.exchange_rate as rate on rate.currency = line.line_currency and not line.is_reporting
  and cast(line.ordered_at as date) >= rate.valid_from and cast(line.ordered_at as date) < rate.valid_to
