-- One row per payment of a system: the last record of its number, and whose it is; where it does not say, the one customer of its order.
-- Of an order without a line that counts and names somebody, that is whom its header names.
-- key: source, payment_id
-- by: source, payment_id
-- part: stage.payment on line._system, line.payment_id
-- via: conform.order_line on line.customer_id is null and changed._system = line._system and changed.order_id = line.order_id
-- via: conform.order_header on line.customer_id is null and changed.source = line._system and changed.order_id = line.order_id
-- A mended record is one of the file that it was refused from, after that file's own.
with latest as (
  select
    *,
    row_number() over (
      partition by _system, payment_id
      order by _told_file desc, case when _file <> _told_file then _batch else '' end desc, _row desc, _source, _mapping
    ) as recency
  from stage.payment
),
owner as (
  select _system, order_id, min(customer_id) as customer_id, max(customer_id) as other_customer_id
  from conform.order_line
  where customer_id is not null and order_id in (select order_id from stage.payment where customer_id is null)
  group by _system, order_id
)
select
  latest._system as source,
  latest.payment_id,
  latest.order_id,
  coalesce(latest.customer_id, case
    when owner.order_id is null then header.customer_id
    when owner.customer_id = owner.other_customer_id then owner.customer_id
  end) as customer_id,
  latest.paid_at,
  latest.method,
  latest.amount,
  coalesce(latest.currency, setting.reporting_currency) as currency,
  latest._batch,
  latest._file,
  latest._row
from latest
cross join conform.setting as setting
left join owner on owner._system = latest._system and owner.order_id = latest.order_id
left join conform.order_header as header on header.source = latest._system and header.order_id = latest.order_id
where latest.recency = 1
