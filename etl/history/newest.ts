import { identifier } from '../../src/engine/engine.js';
import { audit, beginning, end, member, type Told, toldOrder, toldSteps } from './told.js';

/** The one version of every member, where only the newest record counts: every attribute shows its latest value, and every record tells all. */
export function newestSelect(told: Told): string {
  const values = told.attributes.filter(({ isFilled }) => isFilled).map(({ name }) => identifier(name));
  const of = (row: string, names: string[]) => names.map(name => `${row}.${name}`);
  return `with ${toldSteps(told).join(',\n')},
placed as (
  select
    ${[member, 'described_from', 'known_from', ...values, ...audit].join(',\n    ')},
    row(${place.join(', ')}) as _place
  from told
),
ends as (
  select
    ${member},
    min(described_from) as described_from,
    ${opening.map(name => `min_by(${name}, _place) as ${name}`).join(',\n    ')},
    max(_place) as last_place
  from placed
  group by ${member}
)
select
  ends.natural_source,
  ends.source_id,
  ${beginning} as valid_from,
  ${end} as valid_to,
  ends.described_from,
  ends.known_from,
  true as is_current,
  false as is_deleted,
  ${[...of('newest', values), ...of('ends', audit)].join(',\n  ')}
from ends
join placed as newest on newest._place = ends.last_place`;
}

/** What the first record of a member says of itself; what it is like, the last one does. */
const opening = ['known_from', ...audit];

/** No two records have the same, and none has a null in it: where a record is in the order of those of its member. */
const place = ['described_from', 'sequence is not null', 'coalesce(sequence, 0)', ...toldOrder];
