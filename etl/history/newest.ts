import { identifier } from '../../src/engine/engine.js';
import { audit, beginning, end, type Told, toldSteps } from './told.js';

/** The one version of every member, where only the newest record counts: every attribute shows its latest value, and every record tells all. */
export function newestSelect(told: Told): string {
  const values = told.attributes.filter(({ isFilled }) => isFilled).map(({ name }) => identifier(name));
  return `with ${toldSteps({ ...told, deletes: 'ignore' }).join(',\n')},
latest as (
  select natural_source, source_id, max(_effective_ms) as _effective_ms from told group by natural_source, source_id
),
ranked as (
  select
    told.*,
    row_number() over (
      partition by told.natural_source, told.source_id
      order by
        told.sequence desc nulls last, told._source, told._file desc, told._batch desc, told._row desc, told._mapping
    ) as _newest
  from told
  join latest
    on latest.natural_source = told.natural_source and latest.source_id = told.source_id
    and latest._effective_ms = told._effective_ms
)
select
  natural_source,
  source_id,
  ${beginning} as valid_from,
  ${end} as valid_to,
  described_from,
  known_from,
  true as is_current,
  false as is_deleted,
  ${[...values, ...audit].join(',\n  ')}
from ranked
where _newest = 1`;
}
