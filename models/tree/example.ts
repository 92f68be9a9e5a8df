/** Tables of examples, made without chance: two classes of 500, other customers of one class, one, equal ones, none. */
export const example = {
  many: examples("case when n % 7 < 3 then 'North' when n % 7 < 5 then 'O''Sea' end", 'n * 7919 % 100', 500),
  others: examples("'North'", 'n % 50 + 300', 100),
  one: examples("'North'", '12', 1),
  constant: examples("'North'", '12', 40),
  empty: examples("'North'", '12', 0),
};

function examples(country: string, recency: string, count: number): string {
  return `select cast(n as integer) as customer_durable_key, 'c' || n as customer_id, date '2024-03-31' as as_of,
    cast(n as integer) as _row,
    case when (${recency}) > 60 or n % 11 = 0 then 'left' else 'stayed' end as _target,
    case when n % 13 > 0 then cast(${recency} as integer) end as recency_days,
    cast(n % 9 as integer) as sale_orders, cast(n % 17 as decimal(18, 4)) as revenue, ${country} as country
  from range(1, ${count + 1}) as t (n)`;
}
