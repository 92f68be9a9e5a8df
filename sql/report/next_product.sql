-- One row per product that is suggested to anybody first: to how many, and where that comes from.
-- key: item
select
  next.item,
  next.item_id,
  next.name,
  count(*) as customers,
  count(case when next.origin = 'repeat' then 1 end) as by_repeat,
  count(case when next.origin = 'rule' then 1 end) as by_rule,
  count(case when next.origin = 'pair' then 1 end) as by_pair,
  count(case when next.origin = 'popular' then 1 end) as by_popularity
from score.next_product as next
where next.place = 1
group by next.item, next.item_id, next.name
