-- One row per version of a product that has a unit cost, where the project asks it of lines that say none (`products.cost`).
-- key: product_key
select product.product_key, product.source_product_id as id, product.unit_cost
from dw.dim_product as product
cross join conform.setting as setting
where setting.costs_by_product and product.unit_cost is not null
