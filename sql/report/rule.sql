-- One row per rule of the two hundred of the greatest lift that no shorter rule says as well.
-- key: place
with ranked as (
  select *, row_number() over (order by lift desc, rule_number) as place
  from score.rule
  where is_redundant = 0
)
select cast(place as integer) as place, rule_number, left_side, right_side, baskets, support, confidence, lift
from ranked
where place <= 200
