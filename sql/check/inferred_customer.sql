-- Customers that records speak of and the customer master does not.
-- severity: warn
select customer_key, customer_id
from dw.dim_customer
where is_inferred and exists (select 1 from stage.customer)
