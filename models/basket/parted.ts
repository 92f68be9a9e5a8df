import { CliError, exitCode } from '../../src/errors.js';
import type { Classes } from '../model.js';
import type { BasketOptions } from './options.js';

type Parts = NonNullable<BasketOptions['contrast']>;

/** The baskets with the part that each is of, to select from. Throws CliError (usage) where that is a class by a model that was not fitted. */
export function partedBaskets(contrast: Parts, classes: Classes): string {
  return partsBy[contrast](classes);
}

const year = `substr(cast(date_key as varchar), 1, 4)`;
const month = `substr(cast(date_key as varchar), 5, 2)`;
const byPeriod = (part: string) => () => `(select *, ${part} as part from mart.basket) as parted`;
const byCustomer = (column: string) => () =>
  parted(`select customer_durable_key, ${column} as part
      from feature.customer
      where as_of = (select max(as_of) from feature.customer)`);

const byClass = (model: string) => (classes: Classes) => {
  const select = classes(model);
  if (select) return parted(`select customer_durable_key, class as part from (${select}) as classed`);
  throw new CliError(
    `basket.contrast: no customer has a class by ${model}, which is not fitted`,
    exitCode.usage,
    'fit it: custometry run',
  );
};

/** The part of a basket among those of its rows: the first period, the one that all known customers of it are of. */
export function partOfBasket(contrast: Parts | undefined, over = ''): string {
  const [least, most] = [`min(part)${over}`, `max(part)${over}`];
  return isPeriod(contrast) ? least : `coalesce(case when ${least} = ${most} then ${least} end, 'unknown')`;
}

const isPeriod = (contrast: Parts | undefined) =>
  !contrast || ['column', 'year', 'quarter', 'month'].includes(contrast);

/** By a part of the customer; nobody known is of none. */
const parted = (customers: string) => `(
    select basket.*, customer.part
    from mart.basket as basket
    left join (
      ${customers}
    ) as customer on customer.customer_durable_key = basket.customer_durable_key
  ) as parted`;

const partsBy: Record<Parts, (classes: Classes) => string> = {
  column: () => 'mart.basket',
  year: byPeriod(year),
  quarter: byPeriod(`${year} || '-Q' || cast((cast(${month} as integer) + 2) / 3 as varchar)`),
  month: byPeriod(`${year} || '-' || ${month}`),
  country: byCustomer('country'),
  region: byCustomer('region'),
  gender: byCustomer('gender'),
  rfm: byClass('rfm'),
  segment: byClass('segment'),
};
