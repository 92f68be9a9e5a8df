import { identifier, literal } from '../../src/engine/engine.js';
import type { Attribute } from './attribute.js';
import { beginning, end } from './told.js';

/** What is told in the place of a column that says nothing. */
const standIn: Record<string, Record<string, string>> = { product: { category: 'category_path' } };

/** The members that a dimension has beside those that are told of: their keys and names. */
export interface SpecialMember {
  key: number;
  name: string;
}

/**
 * The select of `dw.dim_<dimension>`: every version of every member that anyone speaks of, with its surrogate key. Who is only spoken
 * of by facts has one version without attributes.
 */
export function dimensionSelect(dimension: string, attributes: Attribute[], special: SpecialMember[]): string {
  const columns = attributes.flatMap(attribute => columnsOf(attribute));
  const isFilled = (name: string) => columns.some(one => one.name === name && one.isFilled);
  const values = columns.map(({ name, sql }) => {
    const filled = [name, standIn[dimension]?.[name] ?? name].filter(isFilled).map(one => `version.${identifier(one)}`);
    const [first, second] = new Set(filled);
    if (second) return `coalesce(${first}, ${second}) as ${identifier(name)}`;
    return `${first ?? `cast(null as ${sql})`} as ${identifier(name)}`;
  });
  return `with members as (
  select
    natural_source,
    natural_id,
    min(member_id) as member_id,
    min(durable_key) as durable_key,
    min(source) as source,
    min(source_id) as source_id
  from conform.member
  where dimension = '${dimension}'
  group by natural_source, natural_id
),
keys as (select * from conform.version_key where dimension = '${dimension}'),
latest as (
  select natural_source, source_id, max_by(version_key, valid_from) as version_key
  from keys
  group by natural_source, source_id
)
select
  keys.version_key as ${dimension}_key,
  members.durable_key,
  latest.version_key as current_key,
  members.member_id as ${dimension}_id,
  coalesce(version._system, members.source) as source,
  members.source_id as source_${dimension}_id,
  ${values.join(',\n  ')},
  coalesce(version.valid_from, ${beginning}) as valid_from,
  coalesce(version.valid_to, ${end}) as valid_to,
  version.described_from,
  version.known_from,
  coalesce(version.is_current, true) as is_current,
  version.source_id is null as is_inferred,
  coalesce(version.is_deleted, false) as is_deleted,
  version._batch,
  version._file,
  version._row
from members
left join conform.${dimension}_history as version
  on version.natural_source = members.natural_source and version.source_id = members.natural_id
join latest on latest.natural_source = members.natural_source and latest.source_id = members.natural_id
join keys
  on keys.natural_source = members.natural_source and keys.source_id = members.natural_id
  and keys.valid_from = coalesce(version.valid_from, ${beginning})
union all
${special.map(one => specialSelect(dimension, columns, one)).join('\nunion all\n')}`;
}

interface DimensionColumn {
  name: string;
  sql: string;
  isFilled: boolean;
}

function columnsOf({ name, sql, type, isFilled }: Attribute): DimensionColumn[] {
  const own = { name, sql, isFilled };
  return type === 3 ? [own, { name: `previous_${name}`, sql, isFilled }] : [own];
}

function specialSelect(dimension: string, columns: DimensionColumn[], { key, name }: SpecialMember): string {
  const id = key === -1 ? "'(unknown)'" : "'(none)'";
  const values = columns.map(column =>
    column.name === 'name' && dimension !== 'customer' ? literal(name) : `cast(null as ${column.sql})`,
  );
  const never = 'cast(null as timestamp)';
  const audit = 'cast(null as varchar), cast(null as varchar), cast(null as integer)';
  return `select ${key}, ${key}, ${key}, ${id}, '', ${id}, ${values.join(', ')}, ${beginning}, ${end}, ${never}, ${never}, true, false, false, ${audit}`;
}
