-- One row per currency and day of a rate: reporting currency for one unit, valid until the next rate.
-- key: currency, valid_from
-- A mended record is one of the file that it was refused from, after that file's own.
with latest as (
  select
    currency,
    rate_date,
    rate,
    row_number() over (
      partition by currency, rate_date
      order by _told_file desc, case when _file <> _told_file then _batch else '' end desc, _row desc, _source, _mapping
    ) as recency
  from stage.exchange_rate
)
select
  currency,
  rate_date as valid_from,
  coalesce(
    lead(rate_date) over (partition by currency order by rate_date),
    cast('9999-12-31' as date)
  ) as valid_to,
  rate
from latest
where recency = 1
