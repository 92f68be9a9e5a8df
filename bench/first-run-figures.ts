import { type Cell, cellReader, type Warehouse } from '../src/index.js';

/** What each table of a first run comes to: counts, key sums, and the rows themselves where there are few. A rival prints the same as JSON. */
export const figureSelects: Record<string, string> = {
  dim_date: 'count(*), sum(date_key), sum(iso_week), sum(fiscal_month), sum(day_of_week) from dw.dim_date',
  dim_customer: 'count(*), count(country), count_if(is_inferred) from dw.dim_customer',
  dim_product: 'count(*), count(name), count_if(is_inferred) from dw.dim_product',
  dim_store: 'count(*) from dw.dim_store',
  dim_channel: 'count(*) from dw.dim_channel',
  fact_order_line: `count(*), sum(quantity), sum(net_amount), sum(net_amount_reporting), sum(line_number),
    count_if(customer_key = -1), count_if(product_key = -2), count_if(kind = 'adjustment'), count_if(kind = 'discount'),
    count_if(kind = 'fee'), count_if(kind = 'return'), count_if(kind = 'sale'), count_if(kind = 'shipping') from dw.fact_order_line`,
  fact_order:
    'count(*), sum(lines), sum(net_amount), sum(returned_lag_days), count_if(customer_key > 0) from dw.fact_order',
  order_summary: `count(*), sum(lines), sum(sale_lines), sum(return_lines), sum(quantity), sum(revenue), sum(return_amount)
    from mart.order_summary`,
  customer: `count(*), sum(orders), sum(sale_orders), sum(lines), sum(quantity), sum(revenue), sum(return_amount),
    sum(date_diff('day', first_order_date, last_order_date)) from mart.customer`,
  customer_month:
    'count(*), sum(orders), sum(sale_orders), sum(quantity), sum(revenue), sum(return_amount) from mart.customer_month',
  product_month: `count(*), sum(orders), sum(customers), sum(quantity), sum(revenue), sum(return_quantity), sum(return_amount)
    from mart.product_month`,
  basket: 'count(*), sum(quantity), sum(revenue) from mart.basket',
  rfm: 'count(*), sum(recency_days), sum(frequency), sum(monetary), sum(r), sum(f), sum(m) from score.rfm',
  rfm_bound: 'count(*), sum(upper_bound), sum(customers) from score.rfm_bound',
  rfm_segment: 'segment, customers, orders, revenue from report.rfm_segment order by revenue desc, segment',
  segment: 'count(*), sum(revenue_per_customer), sum(recency_days) from report.segment',
  day: 'count(*), sum(lines), sum(orders), sum(revenue), sum(return_amount), sum(known_revenue) from report.day',
  coverage:
    'count(*), sum(days_with_orders), sum(lines), sum(orders), sum(revenue), sum(known_revenue), sum(customers) from report.coverage',
  month: 'revenue, orders, new_customers, returning_customers from report.month order by month_start',
  retention: 'count(*), sum(customers), sum(cohort_customers), sum(share) from report.retention',
  headline: `coalesce(current_value, -1), coalesce(before_value, -1), coalesce(year_before_value, -1),
    coalesce(before_change, -1), coalesce(year_before_change, -1) from report.headline where position <= 6 order by position`,
  rf_grid: 'customers, revenue from report.rf_grid order by r, f',
  revenue_curve:
    'count(*), sum(customers), sum(revenue), sum(customer_share), sum(revenue_share) from report.revenue_curve',
  top_product: 'product_id, orders, revenue from report.top_product order by position',
  unknown_member:
    'count(*), sum(unknown_lines), sum(not_applicable_lines), sum(unknown_revenue) from report.unknown_member',
  report_customer: 'count(*), sum(monetary), sum(revenue), count(segment) from report.customer',
};

/** Table by table what the select above finds, row by row. */
type Figures = Record<string, Cell[]>;

/** The figures as the warehouse finds them. */
export async function figuresOf(warehouse: Warehouse): Promise<Figures> {
  const found: Figures = {};
  for (const [table, select] of Object.entries(figureSelects)) {
    const { columns, rows } = await warehouse.query(`select ${select}`);
    const readers = columns.map(cellReader);
    found[table] = Array.from({ length: rows }, (_, row) => readers.map(read => read(row))).flat();
  }
  return found;
}

/** Where a rival's figures are not ours, in words; numbers may differ by what a sum of doubles loses. */
export function differences(ours: Figures, theirs: Figures): string[] {
  return Object.entries(ours).flatMap(([table, cells]) => {
    const others = theirs[table] ?? [];
    const isSame = others.length === cells.length && cells.every((cell, place) => isClose(cell, others[place] ?? null));
    return isSame ? [] : [`${table}: ${others.join(' ')} against ours ${cells.join(' ')}`];
  });
}

/** A decimal of many digits comes as text. */
function isClose(one: Cell, other: Cell): boolean {
  if (one === null || other === null || Number.isNaN(Number(one))) return one === other;
  return Math.abs(Number(one) - Number(other)) <= 1e-5 + 1e-10 * Math.abs(Number(one));
}
