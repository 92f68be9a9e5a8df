import { identifier, literal } from '../../src/engine/engine.js';
import { CliError, exitCode } from '../../src/errors.js';
import type { Wording } from '../condition-words.js';
import type { Choice, Mining, MiningTask } from '../mining.js';
import { refuseReserved } from '../reserved.js';
import { keys } from './features.js';
import type { SegmentFitted } from './fit.js';
import { type SegmentOptions, segmentDefaults } from './options.js';
import { rulesCase, toldRules } from './rules-sql.js';
import { type Stage, stageWords } from './stage.js';
import { totals } from './total.js';

/** Of a segment, in the table that is printed; JSON has all. */
const attributesShown = 5;

/** k-means on the number columns of a file: its values as they are, unless asked otherwise. */
export const mining: Mining<SegmentOptions, SegmentFitted> = {
  sentence: 'segments of rows that are alike, from the number columns of a file',
  columns: {
    columns: { sentence: 'the columns to cluster by', type: 'number', missing: 'kept', many: true },
    categories: {
      sentence: 'columns of words to cluster by beside those',
      type: 'text',
      missing: 'kept',
      many: true,
      optional: true,
    },
    stage: {
      sentence: 'one column of words with the stage of life that a row is in; segments are made within each',
      type: 'text',
      missing: 'kept',
      many: true,
      optional: true,
    },
    attributes: {
      sentence: 'other columns that segments are described by (default: all)',
      type: 'any',
      missing: 'kept',
      many: true,
      rest: true,
      optional: true,
    },
    id: {
      sentence: 'the column that names a row (default: its number)',
      type: 'id',
      missing: 'refused',
      optional: true,
    },
  },
  choices: {
    k: { sentence: 'how many segments (default: 2 to 12 are compared)', type: 'whole' },
    scale: {
      sentence: `what columns are divided by (default: ${segmentDefaults.scale})`,
      type: 'word',
      words: ['z', 'robust', 'min_max', 'none'],
    },
    centers: {
      sentence: `what stands for a segment in a column of words: its mode, or the shares of all values (default: ${segmentDefaults.centers})`,
      type: 'word',
      words: ['modes', 'means'],
    },
    missing: {
      sentence: `what happens to a missing value (default: ${segmentDefaults.missing})`,
      type: 'word',
      words: ['median', 'refuse'],
    },
    log: { sentence: 'where ln(1 + x) is taken (default: none)', type: 'word', words: ['skewed', 'none'] },
    winsor: { sentence: 'the share at either end that is drawn in (default: 0)', type: 'number' },
    starts: { sentence: `how many starts are tried (default: ${segmentDefaults.starts})`, type: 'whole' },
    seed: { sentence: `of the starts (default: ${segmentDefaults.seed})`, type: 'whole' },
  },
  options,
  features,
  result,
  tables: () => ({
    candidates: `select stage, k, sse, round(silhouette, 4) as silhouette,
  round(gower_silhouette, 4) as gower_silhouette, round(calinski_harabasz, 1) as calinski_harabasz,
  round(davies_bouldin, 4) as davies_bouldin, round(gap, 4) as gap, round(gap_error, 4) as gap_error,
  round(stability, 3) as stability, is_recommended
from score.segment_candidate
order by stage, k`,
    stages:
      'select stage, words, customers as rows, segments, round(silhouette, 4) as silhouette from score.segment_stage order by place',
    segments: `select segment_number, segment, customers as rows, column_name, mean
from score.segment_center
where customers > 0
order by place, column_name`,
    rules: `select segment_number, segment, words, customers as rows, round(right_share, 3) as right_share
from score.segment_rule
order by place, rule`,
    attributes: `with beyond_chance as (
  select *, row_number() over (partition by place order by abs(deviations) desc, column_name, value) as nth
  from score.segment_attribute
  where p_adjusted < 0.05 and is_clustered = 0
)
select segment_number, segment, words as attribute, here, everyone, round(lift, 2) as lift, p_adjusted
from beyond_chance
where nth <= ${attributesShown}
order by place, nth`,
  }),
};

/** By the names that are promised; with stages, what there is of each, and figures of all together. */
function result(fitted: SegmentFitted): Record<string, unknown> {
  const { stages, clusters, rows, attributes } = fitted;
  const [only] = stages;
  const there = clusters.filter(one => one.size > 0 || stages.length === 1);
  const { sse, silhouette, fidelity } = totals(fitted);
  const isStaged = stages.length > 1;
  return {
    k: there.length,
    n: rows,
    sse,
    sizes: there.map(one => one.size),
    centers: there.map(one => one.means),
    silhouette,
    candidates: stages.flatMap(({ name, candidates }) =>
      candidates.map(one => (isStaged ? { stage: name, ...one } : one)),
    ),
    ...(isStaged
      ? { stages: stages.map(one => stageResult(one, fitted)) }
      : { compared_rows: only?.compared_rows, resampled_rows: only?.resampled_rows, gap_k: only?.gap_k }),
    fidelity,
    rules: toldRules(fitted).map(({ at, words, sql, customers, right }) => {
      return { segment: clusters[at]?.name, words, condition: sql, customers, right };
    }),
    rules_case: rulesCase(fitted),
    attributes: attributes.map(({ at, ...one }) => ({ segment: clusters[at]?.name, ...one })),
  };
}

function stageResult(stage: Stage, wording: Wording): Record<string, unknown> {
  const { name, customers, k, sse, silhouette, compared_rows, resampled_rows, gap_k } = stage;
  return {
    stage: name,
    words: stageWords(stage, wording),
    customers,
    k,
    sse,
    silhouette,
    compared_rows,
    resampled_rows,
    gap_k,
  };
}

/** What is counted from one, and what to do where it is not. */
const counted = {
  k: 'for example --k 3; without it 2 to 12 segments are compared',
  starts: 'for example --starts 20',
};

function options(
  chosen: Record<string, Choice>,
  { columns = [], categories = [], stage = [] }: MiningTask['columns'],
): SegmentOptions {
  const what = 'segments cannot be made of a column';
  const hint = 'leave it out of --columns, or call it something else in the file';
  refuseReserved([...columns, ...categories, ...stage], keys, what, () => hint);
  const { winsor } = chosen;
  for (const [name, hint] of Object.entries(counted)) {
    const given = chosen[name];
    if (given === undefined || (Number(given) >= 1 && Number(given) <= 1000)) continue;
    throw new CliError(`--${name} is a whole number from 1 to 1000, not ${given}`, exitCode.usage, hint);
  }
  if (winsor !== undefined && !(Number(winsor) >= 0 && Number(winsor) < 0.5)) {
    throw new CliError(`--winsor is a share from 0 to below 0.5, not ${winsor}`, exitCode.usage, 'for example 0.01');
  }
  if (stage.length > 1) {
    const what = `--stage is one column, not ${stage.length}: ${stage.join(', ')}`;
    throw new CliError(what, exitCode.usage, `for example --stage ${stage[0]}`);
  }
  const stages = stage[0] === undefined ? ('none' as const) : { column: stage[0] };
  return {
    ...segmentDefaults,
    origin: 'file',
    log: 'none',
    winsor: 0,
    columns,
    categories,
    stages,
    ...chosen,
  } as SegmentOptions;
}

function features({ columns, asOf }: MiningTask): Record<string, string> {
  const id = columns.id?.[0] === undefined ? 'cast(_row as varchar)' : identifier(columns.id[0]);
  const listed = [
    ...(columns.columns ?? []),
    ...(columns.categories ?? []),
    ...(columns.stage ?? []),
    ...(columns.attributes ?? []).filter(name => !keys.includes(name.toLowerCase())),
  ];
  const own = [...new Set(listed)].map(name => identifier(name));
  const select = `select
  cast(row_number() over (order by ${id}) as integer) as customer_durable_key,
  ${id} as customer_id,
  ${asOf === null ? 'cast(null as date)' : `cast(${literal(asOf)} as date)`} as as_of,
  ${own.join(',\n  ')}
from mine.record`;
  return { 'feature.customer': select };
}
