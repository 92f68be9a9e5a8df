-- One row per order line: what was sold, returned or charged, to whom, when and for how much.
-- key: source, order_id, line_number
with lines as (
  select line.*, case when repeated._row is null then line.line_number end as own_number
  from stage.order_line as line
  left join conform.repeated_line as repeated
    on repeated._source = line._source and repeated._mapping = line._mapping
    and repeated._file = line._file and repeated._row = line._row
),
numbered as (
  select *, own_number as number_in_order from lines where own_number is not null
  union all
  select
    line.*,
    coalesce(last.line_number, 0) + row_number() over (
      partition by line._system, line.order_id
      order by line.ordered_at, line._file, line._row, line._source, line._mapping
    )
  from lines as line
  left join (
    select _system, order_id, max(line_number) as line_number from stage.order_line group by _system, order_id
  ) as last on last._system = line._system and last.order_id = line.order_id
  where line.own_number is null
),
priced as (
  select
    line.*,
    cast(line.ordered_at as date) as ordered_on,
    coalesce(line.kind, case when coalesce(line.quantity, line.net_amount) < 0 then 'return' else 'sale' end)
      as line_kind,
    coalesce(line.currency, setting.reporting_currency) as line_currency,
    coalesce(
      line.net_amount,
      cast(round(cast(line.quantity as decimal(38, 4)) * line.unit_price, 4) as decimal(18, 4))
        - coalesce(line.discount_amount, 0)
    ) as line_amount,
    setting.reporting_currency
  from numbered as line
  cross join conform.setting as setting
)
select
  line._system as source,
  line.order_id,
  cast(line.number_in_order as integer) as line_number,
  coalesce(customer.customer_key, -1) as customer_key,
  coalesce(product.product_key, case when line.line_kind in ('sale', 'return') then -1 else -2 end) as product_key,
  coalesce(store.store_key, -2) as store_key,
  coalesce(channel.channel_key, -2) as channel_key,
  cast(year(line.ordered_on) * 10000 + month(line.ordered_on) * 100 + day(line.ordered_on) as integer) as date_key,
  line.ordered_at,
  line.line_kind as kind,
  line.quantity,
  line.unit_price,
  line.discount_amount,
  cast(line.line_amount as decimal(18, 4)) as net_amount,
  line.cost_amount,
  line.line_currency as currency,
  case when line.line_currency = line.reporting_currency then cast(line.line_amount as decimal(18, 4))
    else try_cast(round(cast(line.line_amount as decimal(38, 4)) * rate.rate, 4) as decimal(18, 4))
  end as net_amount_reporting,
  case when line.line_currency = line.reporting_currency then line.cost_amount
    else try_cast(round(cast(line.cost_amount as decimal(38, 4)) * rate.rate, 4) as decimal(18, 4))
  end as cost_amount_reporting,
  case when line.line_currency = line.reporting_currency then line.discount_amount
    else try_cast(round(cast(line.discount_amount as decimal(38, 4)) * rate.rate, 4) as decimal(18, 4))
  end as discount_amount_reporting,
  line._batch,
  line._file,
  line._row
from priced as line
left join conform.customer_link as customer
  on customer.source = line._system and customer.source_customer_id = line.customer_id
left join conform.product_link as product
  on product.source = line._system and product.source_product_id = line.product_id
left join conform.store_link as store on store.source = line._system and store.source_store_id = line.store_id
left join conform.channel_link as channel
  on channel.source = line._system and channel.source_channel_id = line.channel_id
left join conform.exchange_rate as rate
  on rate.currency = line.line_currency and line.line_currency <> line.reporting_currency
  and line.ordered_on >= rate.valid_from and line.ordered_on < rate.valid_to
