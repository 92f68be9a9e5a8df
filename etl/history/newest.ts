import { identifier } from '../../src/engine/engine.js';
import { audit, beginning, end, type Told, toldSteps } from './told.js';

/** The one version of every member, where only the newest record counts: every attribute shows its latest value, and every record tells all. */
export function newestSelect(told: Told): string {
  const values = told.attributes.filter(({ isFilled }) => isFilled).map(({ name }) => identifier(name));
  return `with ${toldSteps(told).join(',\n')},
ends as (
  select natural_source, source_id, min(described_from) as first_from, max(described_from) as last_from
  from told
  group by natural_source, source_id
),
${ranked('earliest', ['described_from', 'known_from', ...audit], 'first_from', order(''))},
${ranked('latest', values, 'last_from', order(' desc'))}
select
  newest.natural_source,
  newest.source_id,
  ${beginning} as valid_from,
  ${end} as valid_to,
  first.described_from,
  first.known_from,
  true as is_current,
  false as is_deleted,
  ${[...values.map(name => `newest.${name}`), ...audit.map(name => `first.${name}`)].join(',\n  ')}
from latest as newest
join earliest as first on first.natural_source = newest.natural_source and first.source_id = newest.source_id
where newest._place = 1 and first._place = 1`;
}

/** The places of the records of that moment alone, with no more than what is asked of them: what is sorted is carried along. */
function ranked(step: string, names: string[], moment: string, by: string): string {
  const columns = ['natural_source', 'source_id', ...names].map(name => `told.${name}`).join(', ');
  return `${step} as (
  select ${columns},
    row_number() over (partition by told.natural_source, told.source_id order by ${by}) as _place
  from told
  join ends
    on ends.natural_source = told.natural_source and ends.source_id = told.source_id and told.described_from = ends.${moment}
)`;
}

/** The order of the records of a member, or its reverse. */
function order(direction: '' | ' desc'): string {
  const [back, nulls] = direction ? ['', 'last'] : [' desc', 'first'];
  const ascending = ['_file', '_batch', '_row', '_mapping'].map(name => `told.${name}${direction}`);
  return `told.described_from${direction}, told.sequence${direction} nulls ${nulls}, told._source${back}, ${ascending.join(', ')}`;
}
