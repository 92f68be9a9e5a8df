import { axes, axisColumns } from './axis.js';
import type { RfmOptions } from './options.js';
import { resolveMap } from './resolve.js';

/**
 * The select that `fit` receives: per axis (1 recency, 2 frequency, 3 monetary) and distinct value the number of customers
 * who have an order and a positive monetary value. `ntile` splits ties, so its rows are also per bin, with the last customer.
 */
export function training(options: RfmOptions): string {
  return options.method === 'ntile' ? ranked(options) : counted();
}

const valued = 'from feature.rfm where frequency > 0 and monetary > 0';

/** Each axis reads its column alone: the engine would keep a common step whole before it counts. */
function counted(): string {
  const parts = axes.map((axis, index) => {
    const column = axisColumns[axis].measure;
    return `select ${index + 1} as axis, cast(${column} as decimal(18, 4)) as value, cast(count(*) as integer) as customers
${valued}
group by ${column}`;
  });
  return `${parts.join('\nunion all\n')}\norder by axis, value`;
}

function ranked(options: RfmOptions): string {
  const { bins } = resolveMap(options);
  const parts = axes.map((axis, index) => {
    const column = axisColumns[axis].measure;
    return `select ${index + 1} as axis, cast(${column} as decimal(18, 4)) as value, customer_id,
  ntile(${bins[axis]}) over (order by ${column}, customer_id) as bin
from valued`;
  });
  return `with valued as (select * ${valued}),
ranked as (
${parts.join('\nunion all\n')}
)
select axis, value, cast(count(*) as integer) as customers, cast(bin as integer) as bin, max(customer_id) as customer_id
from ranked
group by axis, bin, value
order by axis, value, bin`;
}
