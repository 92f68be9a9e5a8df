import { literal } from '../../src/engine/engine.js';
import { CliError, exitCode } from '../../src/errors.js';
import type { Mining, MiningTask } from '../mining.js';
import { axes } from './axis.js';
import type { RfmFitted } from './fit.js';
import { type RfmOptions, rfmDefaults } from './options.js';
import { presets } from './presets.js';

/** RFM on a file of orders: who, when, how much. */
export const mining: Mining<RfmOptions, RfmFitted> = {
  sentence: 'recency, frequency and monetary scores and segments, from a file of orders or order lines',
  columns: {
    customer: { sentence: 'the column with the customer', type: 'id', missing: 'left_out' },
    date: { sentence: 'the column with the day of the order', type: 'date', missing: 'refused' },
    amount: { sentence: 'the column with the money; returns are negative', type: 'money', missing: 'kept' },
    order: {
      sentence: 'the column with the order number; without it every record is an order',
      type: 'id',
      missing: 'refused',
      optional: true,
    },
  },
  choices: {
    method: {
      sentence: `how values become scores (default: ${rfmDefaults.method})`,
      type: 'word',
      words: ['quantile', 'ntile', 'percent_rank'],
    },
    bound: {
      sentence: `how quantiles are read: as they are, or as the R package rfm (default: ${rfmDefaults.bound})`,
      type: 'word',
      words: ['quantile', 'package'],
    },
    bins: { sentence: 'scores per axis, 2 to 10 (default: those of the segments)', type: 'whole' },
    segments: {
      sentence: `the segment map (default: ${rfmDefaults.segments})`,
      type: 'word',
      words: Object.keys(presets),
    },
  },
  options,
  features,
  result: ({ axes: fitted }) => ({
    bounds: Object.fromEntries(axes.map(axis => [axis, fitted[axis].upper.map(Number)])),
  }),
  tables: () => ({
    bounds: 'select axis, bin, score, upper_bound, customers, rule from score.rfm_bound',
    segments: `select segment, count(*) as customers, cast(sum(frequency) as bigint) as orders, cast(sum(monetary) as decimal(38, 4)) as revenue
from score.rfm
group by segment
order by segment`,
  }),
};

function options({ bins, ...chosen }: Record<string, string | number>): RfmOptions {
  const each = Number(bins);
  if (bins !== undefined && !(each >= 2 && each <= 10)) {
    throw new CliError(`rfm has 2 to 10 bins, not ${bins}`, exitCode.usage, 'five are usual');
  }
  const stated = bins !== undefined && { bins: { recency: each, frequency: each, monetary: each } };
  const all: RfmOptions = { ...rfmDefaults, origin: 'file', orders: 'all', ...chosen, ...stated };
  if (all.bound === 'package' && all.method !== 'quantile') {
    throw new CliError(
      `bound package is a reading of quantiles, not of ${all.method}`,
      exitCode.usage,
      'leave --bound out',
    );
  }
  return all;
}

/** An order is a record, or all records of one number and customer. */
function features({ columns, asOf }: MiningTask): Record<string, string> {
  const day = asOf === null ? 'cast(null as date)' : `cast(${literal(asOf)} as date)`;
  const order = columns.order ? 'cast("order" as varchar)' : 'cast(_row as varchar)';
  const select = `with behaviour as (
  select
    customer as customer_id,
    max("date") as last_date,
    count(distinct ${order}) as frequency,
    coalesce(sum(amount), 0) as monetary
  from mine.record
  where "date" <= ${day}
  group by customer
)
select
  cast(row_number() over (order by customer_id) as integer) as customer_durable_key,
  customer_id,
  ${day} as as_of,
  cast(date_diff('day', last_date, ${day}) as integer) as recency_days,
  cast(frequency as integer) as frequency,
  cast(monetary as decimal(18, 4)) as monetary
from behaviour`;
  return { 'feature.rfm': select };
}
