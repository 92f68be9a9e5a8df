-- One row per order line that repeats, in the same file and in every column, one that comes before it: it needs a number of its own.
-- key: _source, _mapping, _file, _row
-- by: _system, order_id
-- part: conform.order_line on _system, order_id
with twice as (
  select _system, order_id, line_number
  from conform.order_line
  where line_number is not null
  group by _system, order_id, line_number
  having count(*) > 1
),
copies as (
  select
    line._system,
    line.order_id,
    line._source,
    line._mapping,
    line._file,
    line._row,
    row_number() over (
      partition by
        line._source, line._mapping, line._file, line._system, line.order_id, line.line_number, line.ordered_at,
        line.shipped_at, line.customer_id, line.product_id, line.store_id, line.channel_id, line.kind, line.quantity, line.unit_price,
        line.discount_amount, line.net_amount, line.cost_amount, line.currency
      order by line._row
    ) as copy
  from conform.order_line as line
  join twice
    on twice._system = line._system and twice.order_id = line.order_id and twice.line_number = line.line_number
)
select _system, order_id, _source, _mapping, _file, _row
from copies
where copy > 1
