-- Orders that are not cancelled and have a header but no line, or none but of shipping and discounts: what was ordered is in no figure.
-- severity: warn
select header.source, header.order_id, header.ordered_at
from conform.order_header as header
left join stage.order_line as line
  on line._system = header.source and line.order_id = header.order_id and coalesce(line.kind, 'sale') not in ('shipping', 'discount')
where not header.is_cancelled and line.order_id is null
