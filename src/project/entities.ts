import type { Mapping, ProjectFile } from './schema.js';

/** What a mapped value is read as. `money` and `quantity` are decimal(18, 4), `id` is text with `17850.0` read as `17850`. */
export type ValueType = 'text' | 'id' | 'money' | 'quantity' | 'decimal' | 'integer' | 'date' | 'timestamp' | 'boolean';

/** How personal a column is: it decides who may see it. `none` is not personal, `contact` reaches a person, `name` names one. */
export type PersonalClass = 'none' | 'name' | 'contact' | 'birth' | 'sensitive';

/** A column that an entity always has, mapped or not. */
export interface EntityColumn {
  type: ValueType;
  /** Null is refused unless a rule says otherwise. */
  required?: true;
  personal?: PersonalClass;
}

/** The entities a project maps its sources to, with the columns each always has. */
export const entities = {
  customer: {
    customer_id: { type: 'id', required: true },
    name: { type: 'text', personal: 'name' },
    first_name: { type: 'text', personal: 'name' },
    last_name: { type: 'text', personal: 'name' },
    email: { type: 'text', personal: 'contact' },
    phone: { type: 'text', personal: 'contact' },
    street: { type: 'text', personal: 'contact' },
    postcode: { type: 'text', personal: 'contact' },
    city: { type: 'text' },
    region: { type: 'text' },
    country: { type: 'text' },
    gender: { type: 'text', personal: 'sensitive' },
    birth_date: { type: 'date', personal: 'birth' },
    registered_on: { type: 'date' },
    updated_at: { type: 'timestamp' },
    sequence: { type: 'integer' },
    deleted: { type: 'boolean' },
  },
  product: {
    product_id: { type: 'id', required: true },
    name: { type: 'text' },
    brand: { type: 'text' },
    category: { type: 'text' },
    subcategory: { type: 'text' },
    category_path: { type: 'text' },
    unit_price: { type: 'money' },
    unit_cost: { type: 'money' },
    updated_at: { type: 'timestamp' },
    sequence: { type: 'integer' },
    deleted: { type: 'boolean' },
  },
  store: {
    store_id: { type: 'id', required: true },
    name: { type: 'text' },
    city: { type: 'text' },
    region: { type: 'text' },
    country: { type: 'text' },
    opened_on: { type: 'date' },
    updated_at: { type: 'timestamp' },
    sequence: { type: 'integer' },
    deleted: { type: 'boolean' },
  },
  channel: {
    channel_id: { type: 'id', required: true },
    name: { type: 'text' },
    kind: { type: 'text' },
    updated_at: { type: 'timestamp' },
    sequence: { type: 'integer' },
    deleted: { type: 'boolean' },
  },
  order_header: {
    order_id: { type: 'id', required: true },
    ordered_at: { type: 'timestamp', required: true },
    shipped_at: { type: 'timestamp' },
    customer_id: { type: 'id' },
    store_id: { type: 'id' },
    channel_id: { type: 'id' },
    kind: { type: 'text' },
    currency: { type: 'text' },
    cancelled: { type: 'boolean' },
  },
  order_line: {
    order_id: { type: 'id', required: true },
    line_number: { type: 'integer' },
    ordered_at: { type: 'timestamp', required: true },
    shipped_at: { type: 'timestamp' },
    customer_id: { type: 'id' },
    product_id: { type: 'id' },
    store_id: { type: 'id' },
    channel_id: { type: 'id' },
    kind: { type: 'text' },
    quantity: { type: 'quantity' },
    unit_price: { type: 'money' },
    discount_amount: { type: 'money' },
    net_amount: { type: 'money' },
    cost_amount: { type: 'money' },
    currency: { type: 'text' },
  },
  payment: {
    payment_id: { type: 'id', required: true },
    order_id: { type: 'id' },
    customer_id: { type: 'id' },
    paid_at: { type: 'timestamp', required: true },
    method: { type: 'text' },
    amount: { type: 'money' },
    currency: { type: 'text' },
  },
  subscription: {
    subscription_id: { type: 'id', required: true },
    customer_id: { type: 'id' },
    plan: { type: 'text' },
    started_on: { type: 'date' },
    ended_on: { type: 'date' },
    monthly_amount: { type: 'money' },
    currency: { type: 'text' },
  },
  campaign: {
    campaign_id: { type: 'id', required: true },
    name: { type: 'text' },
    channel_id: { type: 'id' },
    started_on: { type: 'date' },
    ended_on: { type: 'date' },
    cost_amount: { type: 'money' },
  },
  contact: {
    contact_id: { type: 'id' },
    campaign_id: { type: 'id' },
    customer_id: { type: 'id' },
    contacted_at: { type: 'timestamp', required: true },
    channel_id: { type: 'id' },
    cell: { type: 'text' },
    treatment: { type: 'text' },
    cost_amount: { type: 'money' },
  },
  response: {
    response_id: { type: 'id' },
    campaign_id: { type: 'id' },
    customer_id: { type: 'id' },
    responded_at: { type: 'timestamp', required: true },
    kind: { type: 'text' },
    amount: { type: 'money' },
  },
  interaction: {
    interaction_id: { type: 'id' },
    customer_id: { type: 'id' },
    occurred_at: { type: 'timestamp', required: true },
    kind: { type: 'text' },
    channel_id: { type: 'id' },
    subject: { type: 'text' },
    outcome: { type: 'text' },
    duration_seconds: { type: 'integer' },
  },
  survey: {
    survey_id: { type: 'id' },
    customer_id: { type: 'id' },
    answered_at: { type: 'timestamp', required: true },
    question: { type: 'text' },
    score: { type: 'decimal' },
    comment: { type: 'text', personal: 'sensitive' },
  },
  page_view: {
    view_id: { type: 'id' },
    session_id: { type: 'id' },
    visitor_id: { type: 'id' },
    customer_id: { type: 'id' },
    viewed_at: { type: 'timestamp', required: true },
    page: { type: 'text' },
    product_id: { type: 'id' },
    referrer: { type: 'text' },
  },
  exchange_rate: {
    rate_date: { type: 'date', required: true },
    currency: { type: 'text', required: true },
    rate: { type: 'decimal', required: true },
  },
} as const satisfies Record<string, Record<string, EntityColumn>>;

export type EntityName = keyof typeof entities;

/** The columns of an entity, as a plain record. */
export function entityColumns(entity: EntityName): Record<string, EntityColumn> {
  return entities[entity];
}

/** Whether a mapping has to fill a column. The date of an order line may come of the header of its order, where its system has headers. */
export function isRequired(config: ProjectFile, entity: EntityName, mapping: Mapping, name: string): boolean {
  if (!entityColumns(entity)[name]?.required) return false;
  if (entity !== 'order_line' || name !== 'ordered_at' || mapping.columns.order_id?.derive) return true;
  return !hasHeaders(config, mapping.source);
}

function hasHeaders({ entities, sources }: ProjectFile, source: string): boolean {
  const systemOf = (named: string) => (Object.hasOwn(sources, named) ? sources[named]?.system : undefined);
  return (entities.order_header ?? []).some(header => systemOf(header.source) === systemOf(source));
}

/** The column by whose values others speak of the records of an entity; undefined where nobody does. */
export function numberOf(entity: EntityName): string | undefined {
  return [`${entity}_id`, 'order_id'].find(name => Object.hasOwn(entities[entity], name));
}

/** The entities that are dimensions: they have versions, and further mapped columns travel along as attributes. */
export const dimensionNames = ['customer', 'product', 'store', 'channel'] as const satisfies EntityName[];

export type DimensionName = (typeof dimensionNames)[number];

/** How an attribute of a dimension keeps its past, after Kimball. */
export type HistoryType = 0 | 1 | 2 | 3;

/** Columns of a dimension that say when, in which order and whether a record holds: no attributes. */
export const timingColumns: readonly string[] = ['updated_at', 'sequence', 'deleted'];

/** Whether an entity is a dimension. */
export function isDimension(entity: string): entity is DimensionName {
  return (dimensionNames as readonly string[]).includes(entity);
}

/** Of these entities a record that is told again takes the place of the one before. */
const toldAgain: readonly string[] = [
  ...dimensionNames,
  ...(['order_header', 'payment', 'subscription', 'campaign', 'exchange_rate'] as const satisfies EntityName[]),
];

/** Whether the records of an entity add up, so that one that is told again counts twice. */
export function addsUp(entity: string): boolean {
  return !toldAgain.includes(entity);
}
