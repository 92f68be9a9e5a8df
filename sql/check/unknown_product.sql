-- Sales and returns that name no product: they sit on the unknown member.
-- severity: warn
select source, order_id, line_number from dw.fact_order_line where product_key = -1
