import type { EntityName } from '../project/entities.js';
import { areApart } from './evidence.js';
import type { Field } from './field-words.js';
import type { Group } from './groups.js';

/** Which fields can fill a column of an entity, the best first; `id`, `name` and `date` are of whatever the file is of. */
export const entityFields: Partial<Record<EntityName, Record<string, Field[]>>> = {
  customer: {
    customer_id: ['customer_id', 'id'],
    name: ['customer_name', 'name'],
    ...same('first_name', 'last_name', 'email', 'phone', 'street', 'postcode', 'city', 'region', 'country', 'gender'),
    ...same('birth_date', 'registered_on', 'updated_at'),
  },
  product: {
    product_id: ['product_id', 'id'],
    name: ['product_name', 'name'],
    ...same('brand', 'category', 'subcategory', 'unit_price'),
    unit_cost: ['unit_cost', 'cost_amount', 'item_cost'],
    ...same('updated_at'),
  },
  store: {
    store_id: ['store_id', 'id'],
    name: ['store_name', 'name'],
    ...same('city', 'region', 'country', 'opened_on', 'updated_at'),
  },
  channel: { channel_id: ['channel_id', 'id'], ...same('name', 'kind', 'updated_at') },
  order_header: {
    order_id: ['order_id', 'id'],
    ordered_at: ['ordered_at', 'date', 'registered_on'],
    ...same('shipped_at', 'customer_id', 'store_id', 'channel_id', 'currency'),
  },
  order_line: {
    order_id: ['order_id', 'id'],
    ...same('line_number'),
    ordered_at: ['ordered_at', 'date', 'registered_on'],
    ...same('shipped_at', 'customer_id'),
    product_id: ['product_id', 'product_name'],
    ...same('store_id', 'channel_id'),
    ...same('quantity', 'unit_price', 'discount_amount', 'net_amount', 'cost_amount', 'currency'),
  },
  payment: {
    payment_id: ['payment_id', 'id'],
    ...same('order_id', 'customer_id'),
    paid_at: ['paid_at', 'date'],
    ...same('method'),
    amount: ['net_amount'],
    ...same('currency'),
  },
  subscription: {
    subscription_id: ['subscription_id', 'id'],
    ...same('customer_id'),
    plan: ['plan', 'product_name'],
    ...same('started_on'),
    ended_on: ['ended_on', 'cancelled_on'],
    monthly_amount: ['monthly_amount', 'yearly_amount', 'premium', 'net_amount', 'unit_price'],
    ...same('currency'),
  },
  campaign: {
    campaign_id: ['campaign_id', 'id'],
    name: ['campaign_name', 'name'],
    ...same('channel_id', 'started_on', 'ended_on', 'cost_amount'),
  },
  contact: {
    contact_id: ['contact_id', 'id'],
    ...same('campaign_id', 'customer_id'),
    contacted_at: ['contacted_at', 'date'],
    ...same('channel_id', 'cost_amount'),
  },
  survey: {
    survey_id: ['survey_id', 'id'],
    ...same('customer_id'),
    answered_at: ['answered_at', 'date'],
    ...same('question', 'score', 'comment'),
  },
  exchange_rate: { rate_date: ['date'], ...same('currency', 'rate') },
};

function same(...names: string[]): Record<string, Field[]> {
  return Object.fromEntries(names.map(name => [name, [name]]));
}

/** What the records of a group are by themselves; the head of an order is one where another file has its lines. */
export function entityOf(group: Group): EntityName | undefined {
  const has = (...fields: Field[]) =>
    fields.some(field => group.columns.some(column => column.field === field && column.filled > 0));
  const isContact = has('customer_id') && (has('contacted_at') || (has('campaign_id') && has('date')));
  const noun = group.noun === 'contact' && !isContact ? 'customer' : group.noun;
  const isUnique = (field: Field) =>
    group.columns.some(column => column.field === field && column.distinct > 0 && areApart(column, group.records));
  const isOf = (entity: string) =>
    (isUnique(`${entity}_id`) && group.columns[0]?.field === `${entity}_id`) ||
    (noun === entity && has('id', `${entity}_id`) && (isUnique(`${entity}_id`) || !has('order_id')));
  const isAmount = has('net_amount') || (has('quantity') && has('unit_price'));
  const isSale = has('order_id', 'customer_id', 'email', 'product_id', 'net_amount');
  if (has('currency') && has('rate') && has('date') && !isSale) return 'exchange_rate';
  const isLine = has('product_id', 'product_name') && has('quantity');
  if (!isLine && (has('payment_id') || noun === 'payment') && has('paid_at', 'date') && has('net_amount'))
    return 'payment';
  const isOfPlans = has('plan') && has('ended_on');
  if ((has('subscription_id') || noun === 'subscription' || isOfPlans) && has('started_on')) return 'subscription';
  if (noun === 'survey' && has('answered_at', 'date') && has('score')) return 'survey';
  if (
    noun === 'campaign' &&
    isUnique(has('campaign_id') ? 'campaign_id' : 'id') &&
    has('campaign_name', 'name', 'started_on', 'cost_amount')
  )
    return 'campaign';
  if (noun === 'contact') return 'contact';
  const isOfProducts = has('product_id') && !isUnique('product_id') && has('unit_price', 'net_amount');
  const isOfMany = has('quantity') && has('unit_price');
  if (has('order_id') && (isOfProducts || isOfMany)) return 'order_line';
  const isBought = has('customer_id', 'customer_name') && !isUnique('customer_id') && has('ordered_at', 'date');
  if (isBought && isLine && isAmount) return 'order_line';
  const isDimension = (['customer', 'product', 'store', 'channel'] as const).find(
    entity => noun === entity && isOf(entity),
  );
  if (isDimension) return isDimension;
  const isOrder = has('order_id') || (noun === 'order' && has('id'));
  const isOfBuyer =
    has('net_amount') && (['customer_id', 'email'] as const).some(field => has(field) && !isUnique(field));
  const isDated = has('ordered_at', 'date') || ((isOrder || isOfBuyer) && has('registered_on'));
  const isSold = has('quantity') || isAmount || (isDated && has('unit_price'));
  if ((isOrder || has('customer_id')) && has('product_id', 'product_name') && isSold) return 'order_line';
  const isPriced = isOrder && has('unit_price') && has('customer_id', 'email', 'customer_name');
  if (isDated && (isAmount || isPriced) && (isOrder || isOfBuyer || has('customer_id'))) return 'order_line';
  if (isOrder && isDated) return undefined;
  return (['customer', 'product', 'store', 'channel'] as const).find(
    entity => isOf(entity) && group.columns.length > 1,
  );
}
