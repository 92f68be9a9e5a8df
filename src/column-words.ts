/** How a column of features is called in a sentence. */
export interface ColumnWords {
  noun: string;
  /** `since`: days since something, so that 30 is "within 30 days"; `share`: 0 to 1, written in percent. */
  kind: 'since' | 'share' | 'number';
  /** What a number counts, where the noun does not say it. */
  unit?: 'money' | 'days' | 'years';
}

/** Columns of feature.customer whose names do not say it well by themselves. */
const nouns: Record<string, string> = {
  recency_days: 'last purchase',
  tenure_days: 'first purchase',
  activity_days: 'last booking',
  registered_days: 'registered',
  purchase_days: 'days with a purchase',
  sale_orders: 'orders',
  orders: 'orders of any kind',
  sale_orders_90_days: 'orders in the last 90 days',
  sale_orders_previous_90_days: 'orders in the 90 days before',
  sale_orders_365_days: 'orders in the last year',
  sale_orders_trend: 'trend of orders',
  quantity: 'pieces',
  revenue_90_days: 'revenue in the last 90 days',
  revenue_previous_90_days: 'revenue in the 90 days before',
  revenue_365_days: 'revenue in the last year',
  revenue_trend: 'trend of revenue',
  cost_amount: 'cost',
  margin_amount: 'margin',
  margin_share: 'margin of revenue',
  order_amount_mean: 'revenue per order',
  order_amount_deviation: 'spread of order amounts',
  order_amount_variation: 'variation of order amounts',
  order_lines_mean: 'lines per order',
  gap_days_mean: 'days between purchases',
  gap_days_deviation: 'spread of days between purchases',
  gap_days_max: 'longest gap in days',
  recency_gap_ratio: 'last purchase in usual gaps',
  return_amount: 'returned amount',
  return_orders: 'orders with returns',
  return_order_share: 'orders with returns',
  return_share: 'returned of revenue',
  discount_amount: 'discounts',
  discount_orders: 'orders with a discount',
  discount_order_share: 'orders with a discount',
  discount_share: 'discounts of revenue',
  products: 'different products',
  categories: 'different categories',
  top_category_share: 'share of the top category',
  top_3_categories_share: 'share of the top 3 categories',
  channels: 'different channels',
  top_channel_share: 'share of the top channel',
  top_weekday_share: 'share of the top weekday',
  weekend_share: 'orders on weekends',
  night_share: 'orders at night',
  morning_share: 'orders in the morning',
  afternoon_share: 'orders in the afternoon',
  evening_share: 'orders in the evening',
  age_years: 'age',
  subscribed_days: 'subscribed',
  monthly_amount: 'monthly amount of subscriptions',
  plan: 'plan of the subscription',
};

const since = ['recency_days', 'tenure_days', 'activity_days', 'registered_days', 'subscribed_days'];

/** The words of a column: a noun of its own, else its name without underscores. One of a file is called what the file calls it, whatever we mean by such a name. */
export function columnWords(name: string, origin?: 'file'): ColumnWords {
  if (origin === 'file') return { noun: name, kind: 'number' };
  const noun = (Object.hasOwn(nouns, name) && nouns[name]) || name.replaceAll('_', ' ');
  const kind = since.includes(name) ? 'since' : /_share$/.test(name) && Object.hasOwn(nouns, name) ? 'share' : 'number';
  const unit = units.find(([pattern]) => pattern.test(name))?.[1];
  return unit ? { noun, kind, unit } : { noun, kind };
}

const units: [RegExp, ColumnWords['unit']][] = [
  [/^revenue(_\d+_days|_previous_90_days)?$|_amount(_mean|_deviation)?$/, 'money'],
  [/^gap_days_/, 'days'],
  [/_years$/, 'years'],
];

/** A column that a group has more or less of than others, as an attribute: `many orders`, `recent last purchase`. */
export function standoutWords(name: string, isAbove: boolean, origin?: 'file'): string {
  const { noun, kind } = columnWords(name, origin);
  if (kind === 'since') return isAbove ? `${noun} long ago` : `recent ${noun}`;
  if (origin === undefined && counted.test(noun)) return `${isAbove ? 'many' : 'few'} ${noun}`;
  return `${isAbove ? 'high' : 'low'} ${noun}`;
}

const counted = /^(orders|pieces|different|lines|days)\b/;
