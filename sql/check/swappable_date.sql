-- Date formats whose every value could also be read with day and month swapped.
-- severity: warn
select entity, source, column_name, format, sum(values_read) as values_read
from stage.format
group by entity, mapping, source, column_name, format
having sum(values_read) > 0 and sum(values_read) = sum(values_swappable)
