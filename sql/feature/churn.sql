-- One row per customer who can leave after the as-of date: what is known of them.
-- key: customer_id
-- model: churn
select *
from feature.churn_customer
where place = 0
