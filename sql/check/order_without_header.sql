-- Order lines whose order no header tells of, and that have no date of their own: they wait for it and are in no figure until it comes.
-- severity: warn
select line._system as source, line.order_id, line.product_id
from stage.order_line as line
left join conform.order_header as header on header.source = line._system and header.order_id = line.order_id
where line.ordered_at is null and header.order_id is null
