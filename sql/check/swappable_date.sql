-- Date formats whose values could also be read with day and month swapped: all of them, or some where the column has both orders.
-- severity: warn
with

formats as (
  select
    entity, mapping, source, column_name, format,
    strpos(format, 'D') < strpos(format, 'M') as is_day_first,
    sum(values_read) as values_read,
    sum(values_swappable) as values_swappable
  from stage.format
  where format not like 'Y%'
  group by entity, mapping, source, column_name, format
),

-- where a column has both orders, a value that fits either was given the order declared first
orders as (
  select entity, mapping, column_name
  from formats
  where values_read > 0
  group by entity, mapping, column_name
  having count(distinct is_day_first) > 1
)

select formats.entity, formats.source, formats.column_name, formats.format, formats.values_read, formats.values_swappable
from formats
left join orders
  on orders.entity = formats.entity
  and orders.mapping = formats.mapping
  and orders.column_name = formats.column_name
where formats.values_swappable > 0
  and (formats.values_swappable = formats.values_read or orders.entity is not null)
