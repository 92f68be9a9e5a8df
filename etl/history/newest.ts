import { identifier } from '../../src/engine/engine.js';
import { audit, beginning, end, member, type Told, toldSteps } from './told.js';

/** The one version of every member, where only the newest record counts: every attribute shows its latest value, and every record tells all. */
export function newestSelect(told: Told): string {
  const values = told.attributes.filter(({ isFilled }) => isFilled).map(({ name }) => identifier(name));
  return `with ${toldSteps(told).join(',\n')},
ends as (
  select natural_source, source_id, min(described_from) as first_from, max(described_from) as last_from
  from told
  group by natural_source, source_id
),
${ranked('earliest', ['described_from', 'known_from', ...audit], earliest)},
${ranked('latest', values, latest)}
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

/** One of both ends of what is told of a member: how a row is chosen among those of one delivery, and the order of these. */
const earliest = {
  moment: 'first_from',
  row: 'min',
  carried: (name: string) => `min(told.${name})`,
  order: 'sequence nulls first, _file, _batch, _row, _source desc, _mapping',
};
const latest: typeof earliest = {
  moment: 'last_from',
  row: 'max',
  carried: name => `max_by(told.${name}, told._row)`,
  order: 'sequence desc nulls last, _file desc, _batch desc, _row desc, _source, _mapping desc',
};

const delivered = [...member.split(', '), 'described_from', 'sequence', '_source', '_file', '_batch', '_mapping'];

/** The places of the records of that moment: those of one delivery are one row each before they are sorted, by its first or last record. */
function ranked(step: string, names: string[], { moment, row, carried, order }: typeof earliest): string {
  const keys = delivered.map(name => `told.${name}`).join(', ');
  const others = names.filter(name => !delivered.includes(name) && name !== '_row');
  const values = others.map(name => `, ${carried(name)} as ${name}`).join('');
  return `${step} as (
  select ${[member, ...names].join(', ')},
    row_number() over (partition by ${member} order by ${order}) as _place
  from (
    select ${keys}, ${row}(told._row) as _row${values}
    from told
    join ends
      on ends.natural_source = told.natural_source and ends.source_id = told.source_id and told.described_from = ends.${moment}
    group by ${keys}
  ) as told
)`;
}
