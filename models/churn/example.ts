/** Tables of customers and of past examples, made without chance: of 500, of others, one, equal ones, none. */
export const example = {
  many: tables("case when n % 7 < 3 then 'North' when n % 7 < 5 then 'O''Sea' end", 'n * 7919 % 100', 500),
  others: tables("'North'", 'n % 50 + 300', 100),
  one: tables("'North'", '12', 1),
  constant: tables("'North'", '12', 40),
  empty: tables("'North'", '12', 0),
};

/** Half of the examples are of a quarter earlier. */
function tables(country: string, recency: string, count: number): Record<string, string> {
  const rows = (
    asOf: string,
    more: string,
  ) => `select cast(n as integer) as customer_durable_key, 'c' || n as customer_id,
    ${asOf} as as_of, ${more}
    case when n % 13 > 0 then cast(${recency} as integer) end as recency_days,
    cast(${recency} as integer) + cast(n % 30 as integer) as tenure_days, cast(n % 8 + 1 as integer) as purchase_days, n % 30 / 2e0 as gap_days_mean,
    cast(n % 9 as integer) as sale_orders,
    cast(n % 4 as integer) as sale_orders_90_days, cast(n % 17 as decimal(18, 4)) as revenue,
    cast(n % 5 as decimal(18, 4)) as revenue_90_days, n % 17 / 3e0 as order_amount_mean,
    case when n % 3 > 0 then cast(${recency} as integer) / 30e0 end as recency_gap_ratio,
    n % 6 / 2e0 as order_lines_mean, n % 10 / 10e0 as return_order_share,
    cast(null as integer) as subscriptions, cast(null as decimal(18, 4)) as monthly_amount,
    cast(null as integer) as subscribed_days, cast(null as varchar) as plan, ${country} as country
  from range(1, ${count + 1}) as t (n)`;
  const day = "case when n % 2 = 0 then date '2023-12-31' else date '2023-09-30' end";
  const target = `case when (${recency}) > 60 and n % 5 > 0 or n % 11 = 0 then 'left' else 'stayed' end as _target,`;
  return {
    'feature.churn': rows("date '2024-03-31'", ''),
    'feature.churn_example': rows(day, `cast(n as integer) as _row, ${target}`),
  };
}
