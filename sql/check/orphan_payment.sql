-- Payments that name an order of their system of which there is no line that counts and no header.
-- severity: warn
select payment.source, payment.payment_id, payment.order_id
from dw.fact_payment as payment
left join dw.fact_order as orders on orders.source = payment.source and orders.order_id = payment.order_id
left join conform.order_header as header on header.source = payment.source and header.order_id = payment.order_id
where payment.order_id is not null and orders.order_id is null and header.order_id is null
