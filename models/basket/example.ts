/**
 * Baskets made without chance: customers of three kinds, who buy items of their kind, and other ones to fit in between; one, many equal
 * ones, none.
 */
export const example = {
  many: baskets('1 + n % 3 * 10 + (n + i * (1 + n % 5)) % 9', 500, 3),
  others: baskets('20 + (n * 7 + i * 3) % 29', 100, 4),
  one: baskets('4 + i', 1, 2),
  constant: baskets('4 + i', 40, 2),
  empty: baskets('4 + i', 0, 2),
};

/** `item` for customer n, the i-th of each of their two orders. */
function baskets(item: string, customers: number, size: number): Record<string, string> {
  const entries = `select distinct n as customer_durable_key, 'o' || n || '-' || o as order_id, cast(${item} + o as integer) as item,
    20240101 + o * 7 + n % 20 as date_key
    from range(1, ${customers + 1}) as customer (n), range(${size}) as line (i), range(2) as one_order (o)`;
  return {
    'mart.basket': `select 'shop' as source, order_id, item as product_durable_key, cast(customer_durable_key as integer) as customer_durable_key,
      cast(date_key as integer) as date_key, cast(item as decimal(18, 4)) as revenue from (${entries})`,
    'feature.item': `select item, 'i' || item as item_id, 'Item ' || item as name, 'Kind ' || item % 3 as category, cast(count(*) as integer) as orders from (${entries}) group by item`,
    'feature.customer_item': `select cast(customer_durable_key as integer) as customer_durable_key, 'c' || customer_durable_key as customer_id,
      date '2024-03-31' as as_of, cast(count(*) as integer) as items,
      string_agg(cast(item as varchar) || ':' || item * 7 % 40, ' ' order by item) as bought_list
      from (select distinct customer_durable_key, item from (${entries})) group by customer_durable_key`,
  };
}
