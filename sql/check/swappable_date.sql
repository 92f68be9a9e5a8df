-- Date formats whose every value could also be read with day and month swapped.
-- severity: warn
select entity, source, column_name, format, values_read
from stage.format
where values_read > 0 and values_read = values_swappable
