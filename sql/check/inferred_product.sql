-- Products that records speak of and the product master does not.
-- severity: warn
select product_key, product_id
from dw.dim_product
where is_inferred and exists (select 1 from stage.product)
