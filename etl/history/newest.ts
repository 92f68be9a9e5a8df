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
ranked as (
  select
    told.*,
    row_number() over (partition by told.natural_source, told.source_id order by ${order('')}) as _first,
    row_number() over (partition by told.natural_source, told.source_id order by ${order(' desc')}) as _newest
  from told
  join ends
    on ends.natural_source = told.natural_source and ends.source_id = told.source_id
    and (told.described_from = ends.first_from or told.described_from = ends.last_from)
)
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
from ranked as newest
join ranked as first on first.natural_source = newest.natural_source and first.source_id = newest.source_id
where newest._newest = 1 and first._first = 1`;
}

/** The order of the records of a member, or its reverse. */
function order(direction: '' | ' desc'): string {
  const [back, nulls] = direction ? ['', 'last'] : [' desc', 'first'];
  const ascending = ['_file', '_batch', '_row', '_mapping'].map(name => `told.${name}${direction}`);
  return `told.described_from${direction}, told.sequence${direction} nulls ${nulls}, told._source${back}, ${ascending.join(', ')}`;
}
