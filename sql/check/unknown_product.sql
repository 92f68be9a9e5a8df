-- Sales and returns that name no product, where others do: they sit on the unknown member.
-- severity: warn
select source, order_id, line_number
from dw.fact_order_line
where product_key = -1 and exists (select 1 from conform.order_line where product_id is not null)
