import { CliError, exitCode } from '../../src/errors.js';
import type { Choice, Mining, MiningTask } from '../mining.js';
import { answerOf } from './answer.js';
import { chosenOptions } from './chosen.js';
import type { BasketFitted } from './fit.js';
import { type BasketOptions, basketDefaults, targets } from './options.js';

/** Association rules of a file: one record for each item of a basket, or one for each basket with all its items. */
export const mining: Mining<BasketOptions, BasketFitted> = {
  sentence: 'what goes with what: itemsets and association rules of baskets',
  columns: {
    basket: {
      sentence: 'the column that names the basket; the records with the same name are one',
      type: 'id',
      missing: 'refused',
      optional: true,
    },
    item: { sentence: 'the column with one item of a basket', type: 'id', missing: 'left_out', optional: true },
    items: {
      sentence: 'or the column with all items of a basket, blanks between',
      type: 'text',
      missing: 'kept',
      optional: true,
      named: 'line',
    },
  },
  choices: {
    support: { sentence: 'the least share of the baskets (default: 0.01)', type: 'number' },
    confidence: { sentence: 'the least confidence of a rule (default: 0.3)', type: 'number' },
    length: { sentence: 'the most items, both sides together (default: 4)', type: 'whole' },
    target: { sentence: 'what is looked for (default: rules)', type: 'word', words: targets },
    lhs: { sentence: 'only rules with this item on the left side', type: 'word' },
    rhs: { sentence: 'only rules with this item on the right side', type: 'word' },
    exclude: { sentence: 'no rule with this item', type: 'word' },
    'rhs-length': { sentence: 'the most items on the right side (default: 1)', type: 'whole' },
    by: { sentence: 'the measure that rules are ordered by, as arules names it (default: lift)', type: 'word' },
    top: { sentence: 'how many rules are shown (default: 20)', type: 'whole' },
    measures: { sentence: 'further measures of the rules shown, with commas between', type: 'word' },
    improvement: { sentence: 'only rules surer by more than this than any more general one', type: 'number' },
    holdout: { sentence: 'the share of the baskets that is held out, to see how sure rules are there', type: 'number' },
    largest: { sentence: 'baskets of more items are not mined (default: 1000)', type: 'whole' },
    memory: { sentence: 'the most megabytes of a search; what it did not reach is said', type: 'whole' },
  },
  options,
  features,
  result: answerOf,
  tables: ({ top = 20 }) => ({
    rules: `select left_side, right_side, baskets, support, confidence, lift, p_value_holm
from score.rule
order by rule_number
limit ${top}`,
  }),
};

function options(chosen: Record<string, Choice>, columns: MiningTask['columns']): BasketOptions {
  const isLong = columns.basket !== undefined && columns.item !== undefined;
  if (isLong === (columns.items !== undefined)) {
    const hint =
      'one record for each item: --basket order_id --item product; one for each basket: --items products, or --lines';
    throw new CliError(
      'mine basket needs the baskets: a column that names them and one with the item',
      exitCode.usage,
      hint,
    );
  }
  const own = chosenOptions(chosen);
  return { ...basketDefaults, rules: Math.max(basketDefaults.rules, own.top ?? 0), ...own };
}

/** A basket without any item that is known counts as one all the same. */
function features({ columns }: MiningTask): Record<string, string> {
  const entries = columns.items
    ? `select _row as basket, listed.item
  from mine.record
  cross join unnest(regexp_extract_all(items, '\\S+')) as listed (item)`
    : 'select basket, item from mine.record';
  return {
    'mine.entry': `select distinct cast(basket as varchar) as basket, item from (${entries}) as entry`,
    'feature.item': `select
  cast(row_number() over (order by item) as integer) as item,
  item as item_id,
  item as name,
  cast(count(*) as integer) as orders
from mine.entry
group by item`,
    'mart.basket': `select
  '' as source,
  entry.basket as order_id,
  known.item as product_durable_key,
  cast(-1 as integer) as customer_durable_key,
  cast(0 as integer) as date_key
from mine.entry as entry
join feature.item as known on known.item_id = entry.item`,
    'feature.customer_item': `select
  cast(row_number() over (order by order_id) as integer) as customer_durable_key,
  order_id as customer_id,
  cast(null as date) as as_of,
  cast(count(*) as integer) as items,
  array_join(array_agg(cast(product_durable_key as varchar) order by product_durable_key), ' ') as item_list
from mart.basket
group by order_id`,
  };
}
