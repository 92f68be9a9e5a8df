import { axes } from './axis.js';
import type { RfmFitted } from './fit.js';
import type { RfmOptions } from './options.js';

const methodText: Record<RfmOptions['method'], string> = {
  quantile: 'type-7 quantiles (the default of R) of the customers with a value',
  ntile: "SQL's ntile over value, then customer id: bins of equal size",
  fixed: 'the bounds stated in the project file',
  percent_rank: "SQL's percent_rank: the share of the other customers with a lower value",
};

const tieText: Record<RfmOptions['method'], string> = {
  quantile: 'equal values always have equal scores',
  ntile:
    'ties are split: customers with equal values may have scores that differ by one, the lower customer id in the lower bin',
  fixed: 'equal values always have equal scores',
  percent_rank: 'equal values always have equal scores',
};

const ordersText: Record<RfmOptions['orders'], string> = {
  with_sale: 'orders with at least one sale line',
  all: 'orders of any kind of line',
};

/** What the numbers mean, one line each, to stand wherever they are shown: formula, unit, window, tie rule. */
export function definitions(fitted: RfmFitted): string[] {
  const { method, bound, map, noValue, other, origin } = fitted;
  const bins = axes.map(axis => `${map.bins[axis]} for ${axis}`).join(', ');
  return [
    ...(origin === 'file' ? axesOfFile : axesOf(fitted)),
    `Cut-offs: ${methodText[method]}; bins: ${bins}.`,
    `Ties: ${tieText[method]}. ${comparison(method, bound)}`,
    `Segments: the first rule of the map that holds the scores; cells that no rule names are ${other}.`,
    `${noValue}: customers ${origin === 'file' ? 'whose amounts do not come to more than 0' : 'without such an order or whose monetary value is not positive'}; they have no scores and do not move the cut-offs.`,
    ...(map.withoutOrders ? [`${map.withoutOrders}: those of them without such an order.`] : []),
  ];
}

function axesOf({ orders }: RfmFitted): string[] {
  const counted = ordersText[orders];
  return [
    'Window: all facts up to and including the as-of date; later ones do not exist.',
    `Recency: whole days from the date of the last of the ${counted} to the as-of date; where there is none, from the last line of any kind. Fewest days score highest.`,
    `Frequency: number of distinct ${counted}; an order is a source and an order id.`,
    'Monetary: sum of the net amounts of all lines in the reporting currency, returns netted.',
  ];
}

const axesOfFile = [
  'Window: all records up to and including the as-of date; later ones do not count.',
  'Recency: whole days from the last day of the customer to the as-of date. Fewest days score highest.',
  'Frequency: number of orders; records of one order number are one, and without --order each record is.',
  'Monetary: sum of the amounts, returns netted.',
];

function comparison(method: RfmOptions['method'], bound: RfmOptions['bound']): string {
  if (method === 'ntile') return 'A bound is the highest value of its bin.';
  if (bound === 'package') return 'A value lies in a bin when value < quantile + 1, as in the R package rfm.';
  return 'A value lies in a bin when value <= upper bound.';
}
