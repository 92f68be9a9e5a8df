-- One row per number that a system gives a member of a dimension, wherever it is spoken of.
-- key: dimension, source, source_id
-- grows: with each row of its inputs
with numbers as (
  select 'customer' as dimension, _system as source, customer_id as source_id from stage.customer
  union
  select 'customer', _system, customer_id from stage.order_header
  union
  select 'customer', _system, customer_id from stage.order_line
  union
  select 'customer', _system, customer_id from stage.payment
  union
  select 'customer', _system, customer_id from stage.subscription
  union
  select 'customer', _system, customer_id from stage.contact
  union
  select 'customer', _system, customer_id from stage.response
  union
  select 'customer', _system, customer_id from stage.interaction
  union
  select 'customer', _system, customer_id from stage.survey
  union
  select 'customer', _system, customer_id from stage.page_view
  union
  select 'product', _system, product_id from stage.product
  union
  select 'product', _system, product_id from stage.order_line
  union
  select 'product', _system, product_id from stage.page_view
  union
  select 'store', _system, store_id from stage.store
  union
  select 'store', _system, store_id from stage.order_header
  union
  select 'store', _system, store_id from stage.order_line
  union
  select 'channel', _system, channel_id from stage.channel
  union
  select 'channel', _system, channel_id from stage.order_header
  union
  select 'channel', _system, channel_id from stage.order_line
  union
  select 'channel', _system, channel_id from stage.campaign
  union
  select 'channel', _system, channel_id from stage.contact
  union
  select 'channel', _system, channel_id from stage.interaction
)
select dimension, source, source_id
from numbers
where source_id is not null
