-- One row per channel number of a system: the channel it stands for.
-- key: source, source_channel_id
with members as (select * from conform.member where dimension = 'channel')
select
  source,
  source_id as source_channel_id,
  member_id as channel_id,
  member_key as channel_key
from members
