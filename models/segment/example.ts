/** Tables like feature.customer, made without chance: three groups of 500 customers, other ones to fit in between, one, many equal ones, none. */
export const example = {
  many: customers('n * 7919 % 100 + n % 3 * 200', 'n * 31 % 9 + n % 3 * 20', 'n * 104729 % 5000 / 100e0', 500),
  others: customers('n % 50', 'n % 3 * 40 + n % 7', 'n', 100),
  one: customers('12', '3', '99.5', 1),
  constant: customers('12', '3', '99.5', 40),
  empty: customers('12', '3', '99.5', 0),
};

/** Two levels. */
export const variants = {
  'in stages': {
    k: 2,
    stages: [
      { name: 'Fresh', when: { recency_days: { up_to: 40 }, weekend_share: { up_to: 1 } } },
      { name: 'Near', when: { recency_days: { up_to: 60 } } },
      { name: 'Near', when: { revenue: { above: 45 }, sale_orders: { up_to: 20 } } },
      { name: 'Far' },
    ],
  },
};

function customers(recency: string, orders: string, revenue: string, count: number): string {
  return `select cast(n as integer) as customer_durable_key, 'c' || n as customer_id, date '2024-03-31' as as_of,
    cast(${recency} as integer) as recency_days, cast(${recency} as integer) + 30 as tenure_days,
    cast(${orders} as integer) as sale_orders, cast(${revenue} as decimal(18, 4)) as revenue,
    case when n % 11 > 0 then cast(${revenue} as double) / 3e0 end as order_amount_mean,
    cast(${orders} as integer) as products, 0e0 as return_order_share, cast(null as double) as weekend_share
  from range(1, ${count + 1}) as t (n)`;
}
