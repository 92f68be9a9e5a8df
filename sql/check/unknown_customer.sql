-- Order lines that name no customer: they sit on the unknown member.
-- severity: warn
select source, order_id, line_number from dw.fact_order_line where customer_key = -1
