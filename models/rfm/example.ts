/** Tables like feature.rfm, made without chance: 500 ordinary customers, other ones to fit in between, one, many equal ones, none. */
export const example = {
  many: customers('n * 7919 % 400', 'n * 31 % 9', 'n * 104729 % 50000 / 100e0 - 20', 500),
  others: customers('n % 50', 'n % 3', 'n', 100),
  one: customers('12', '3', '99.5', 1),
  constant: customers('12', '3', '99.5', 40),
  empty: customers('12', '3', '99.5', 0),
};

function customers(recency: string, frequency: string, monetary: string, count: number): string {
  return `select cast(n as integer) as customer_durable_key, 'c' || n as customer_id, date '2024-03-31' as as_of,
    cast(${recency} as integer) as recency_days, cast(${frequency} as integer) as frequency,
    cast(${monetary} as decimal(18, 4)) as monetary
  from range(1, ${count + 1}) as t (n)`;
}
