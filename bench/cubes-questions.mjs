const from = (...names) =>
  `from dw.bench_sale s ${names.map(name => `join dw.bench_${name} ${name} on ${name}.${name}_key = s.${name}_key`).join(' ')}`;

/** Ten questions of a dashboard, each with the SQL that an analyst writes for it. */
export const questions = [
  [
    { rows: ['day.month'], measures: ['revenue', 'sales'] },
    `select day.year, day.quarter, day.month, sum(amount), count(*) ${from('day')} group by all order by 1, 2, 3`,
  ],
  [
    { rows: ['product.category'], measures: ['revenue', 'price'] },
    `select product.category, sum(amount), sum(amount) / sum(pieces) ${from('product')} group by all order by 1`,
  ],
  [
    { rows: ['customer.country'], columns: ['day.year'], measures: ['revenue'] },
    `select customer.country, day.year, sum(amount) ${from('customer', 'day')} group by all order by 1, 2`,
  ],
  [
    { rows: ['day.quarter'], measures: ['customers'] },
    `select day.year, day.quarter, count(distinct s.customer_key) ${from('day')} group by all order by 1, 2`,
  ],
  [
    { measures: ['revenue', 'pieces', 'sales'], where: 'day.year = 2024' },
    `select sum(amount), sum(pieces), count(*) ${from('day')} where day.year = 2024`,
  ],
  [
    { rows: ['product.name'], measures: ['revenue'], top: { count: 10 } },
    `select product.name, sum(amount) as revenue ${from('product')} group by all order by 2 desc limit 10`,
  ],
  [
    {
      rows: ['store.region'],
      measures: ['revenue', 'sales'],
      where: "product.category in ('category 1', 'category 2')",
    },
    `select store.region, sum(amount), count(*) ${from('store', 'product')} where product.category in ('category 1', 'category 2') group by all order by 1`,
  ],
  [
    { rows: ['store.kind', 'day.month'], measures: ['revenue'], where: 'day.year = 2023' },
    `select store.kind, day.year, day.quarter, day.month, sum(amount) ${from('store', 'day')} where day.year = 2023 group by all order by 1, 2, 3, 4`,
  ],
  [
    { rows: ['product.brand'], measures: ['revenue', 'price'], where: "customer.country = 'country 3'" },
    `select product.brand, sum(amount), sum(amount) / sum(pieces) ${from('product', 'customer')} where customer.country = 'country 3' group by all order by 1`,
  ],
  [
    { rows: ['customer.segment', 'store.region'], measures: ['revenue', 'pieces'] },
    `select customer.segment, store.region, sum(amount), sum(pieces) ${from('customer', 'store')} group by all order by 1, 2`,
  ],
].map(([question, sql]) => ({ question: { ...question, totals: 'none' }, sql }));
