-- Customer numbers of one system that differ only by case or blanks.
-- severity: warn
select source, lower(trim(source_id)) as spelling, count(*) as spellings
from conform.member
where dimension = 'customer'
group by source, lower(trim(source_id))
having count(*) > 1
