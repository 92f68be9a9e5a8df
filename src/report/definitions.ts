/** What a figure means: it travels with the number. */
export interface Definition {
  figure: string;
  formula: string;
  unit: string;
  /** The time that it looks at. */
  window: string;
  /** How ties are broken and what is left out. */
  ties: string;
}

const compared = 'the month of the as-of date up to that day';
const soFar = 'everything up to the as-of date';

/** The figures of the report's own page, amounts in the reporting currency. */
export function definitions(currency: string): Definition[] {
  return [
    [
      'Revenue',
      'sum of the net amounts of order lines of every kind, returns taken off',
      currency,
      compared,
      'lines of unknown customers and products count',
    ],
    [
      'Orders',
      'orders with at least one sale line',
      'orders',
      compared,
      'an order counts once, on the day of its first sale line',
    ],
    [
      'Active customers',
      'known customers with at least one sale line',
      'customers',
      compared,
      'lines of unknown customers do not count',
    ],
    [
      'New customers',
      'active customers whose first sale is in the month',
      'customers',
      compared,
      'first within the data: who bought before they begin looks new',
    ],
    ['Returning customers', 'active customers less new customers', 'customers', 'a month', 'none'],
    [
      'Average order value',
      'revenue / orders',
      currency,
      compared,
      'nothing where there is no order; lines count on their own days, an order on that of its first sale: of one that goes on into another month, as a stay at a hotel may, each has a part',
    ],
    [
      'Returned',
      'amount of return lines / (revenue + amount of return lines)',
      'share',
      compared,
      'counted when the return is booked, not when the sale was',
    ],
    [
      'Margin',
      'revenue less cost, over lines that have a cost',
      currency,
      compared,
      'lines without a cost are left out of both; how many have one is “lines with a known cost”',
    ],
    [
      'Change',
      '(now − then) / then; of shares: now − then, in points',
      'share',
      'the same days of the month before and of the year before',
      'not given where the data begin later than the period, or where then is not above zero, or now is below it',
    ],
    [
      'Retention',
      'customers of a month of first purchase who bought in the month / customers of that month',
      'share',
      'calendar months since the month of first purchase',
      'the month of the as-of date may be unfinished',
    ],
    [
      'Segment',
      'what the segment map says of the scores R, F and M',
      'customers',
      soFar,
      'the first segment that matches; non-positive revenue is a class of its own',
    ],
    [
      'Movement',
      'customers whose segment differs from the one published before, by model and pair of segments',
      'customers',
      'from the last generation that published other scores of the model to the one before it',
      'a new fit moves customers, too; (new) and (gone) stand for none',
    ],
    [
      'Concentration',
      'revenue of the best p % of known customers / revenue of all of them',
      'share',
      soFar,
      'equal revenue in the order of customer numbers; p % of n customers rounded down',
    ],
    [
      'Product revenue',
      'sum of the net amounts of the lines of a product',
      currency,
      'twelve months up to the as-of date, the last one up to that day',
      'equal revenue in the order of product numbers',
    ],
    [
      'Landed',
      'accepted + refused + repeats dropped + skipped',
      'records',
      'the files that stand',
      'checked on every run',
    ],
  ].map(([figure = '', formula = '', unit = '', window = '', ties = '']) => ({ figure, formula, unit, window, ties }));
}
