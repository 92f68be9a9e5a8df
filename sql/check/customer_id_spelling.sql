-- Customer numbers of one system that differ only by case, blanks or Unicode normal form.
-- severity: warn
select source, lower(normalize(trim(source_id))) as spelling, count(*) as spellings
from conform.member
where dimension = 'customer'
group by source, lower(normalize(trim(source_id)))
having count(*) > 1
