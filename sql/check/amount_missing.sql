-- Order lines without an amount: neither net_amount nor quantity and unit_price were given.
-- severity: warn
select source, order_id, line_number from dw.fact_order_line where net_amount is null
