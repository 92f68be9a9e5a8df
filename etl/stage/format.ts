import { identifier, literal } from '../../src/engine/engine.js';
import { swapped } from '../../src/project/formats.js';
import type { StagedColumn, StagedMapping } from './mapping.js';
import { recordTable } from './table.js';
import { textCounts } from './texts.js';
import { readFormat } from './value.js';

/** One row per batch and declared format: the values it read (the first that fits counts), and how many of them its day/month-swapped twin reads too. */
export function formatSelect(mappings: StagedMapping[]): string {
  const selects = mappings.flatMap(mapping =>
    formatted(mapping).flatMap(column =>
      isCounted(mapping, column) ? [countedTally(mapping, column)] : columnTally(mapping, column),
    ),
  );
  return selects.length > 0 ? selects.join('\nunion all\n') : empty;
}

const empty = `select
  cast(null as varchar) as entity,
  cast(null as integer) as mapping,
  cast(null as varchar) as source,
  cast(null as varchar) as batch,
  cast(null as varchar) as column_name,
  cast(null as varchar) as format,
  ${['position', 'values_read', 'values_swappable'].map(name => `cast(null as bigint) as ${name}`).join(', ')}
where false`;

/** Of these mappings, those whose formats are told by judged records, and those of which landed texts must be read again. */
export function tallied(mappings: StagedMapping[]): { judged: StagedMapping[]; landed: StagedMapping[] } {
  const having = (counted: boolean) => (mapping: StagedMapping) =>
    formatted(mapping).some(column => isCounted(mapping, column) === counted);
  return { judged: mappings.filter(having(true)), landed: mappings.filter(having(false)) };
}

function formatted({ columns }: StagedMapping): StagedColumn[] {
  return columns.filter(column => column.formats.length > 0 && column.from);
}

/** What the only format of a text read is what stands in the judged records, unless something else puts a value there or takes it away. */
function isCounted({ rules }: StagedMapping, column: StagedColumn): boolean {
  const { name, type, formats, landedType } = column;
  const [format = '', ...others] = formats;
  const isRead = landedType === 'VARCHAR' && type !== 'text' && others.length === 0 && !twinOf(column, format);
  const mends = rules.some(rule => rule.column === name && (rule.action === 'null' || rule.action === 'default'));
  return isRead && column.default === undefined && !mends;
}

function countedTally(mapping: StagedMapping, column: StagedColumn): string {
  return `select
  ${literal(mapping.entity)} as entity,
  ${mapping.ordinal} as mapping,
  ${literal(mapping.source)} as source,
  _batch as batch,
  ${literal(column.name)} as column_name,
  ${literal(column.formats[0] ?? '')} as format,
  cast(1 as bigint) as position,
  cast(count(${identifier(column.name)}) as bigint) as values_read,
  cast(0 as bigint) as values_swappable
from ${recordTable(mapping.entity)}
where _mapping = ${mapping.ordinal}
group by _batch`;
}

function columnTally(mapping: StagedMapping, column: StagedColumn): string[] {
  return column.formats.map((format, position) => {
    const earlier = column.formats.slice(0, position).map(one => `${reads(mapping, column, one)} is null and `);
    const read = `${earlier.join('')}${reads(mapping, column, format)} is not null`;
    const twin = twinOf(column, format);
    const both = twin ? countOf(`${read} and ${reads(mapping, column, twin)} is not null`) : '0';
    return `select
  ${literal(mapping.entity)} as entity,
  ${mapping.ordinal} as mapping,
  ${literal(mapping.source)} as source,
  batch,
  ${literal(column.name)} as column_name,
  ${literal(format)} as format,
  cast(${position + 1} as bigint) as position,
  cast(${countOf(read)} as bigint) as values_read,
  cast(${both} as bigint) as values_swappable
from (${textCounts(mapping, column)}) as texts
group by batch`;
  });
}

function twinOf({ type }: StagedColumn, format: string): string | undefined {
  return type === 'date' || type === 'timestamp' ? swapped(format) : undefined;
}

/** Of how many records a condition on their text holds; it is looked at once per text. */
function countOf(condition: string): string {
  return `coalesce(sum(case when ${condition} then _records end), 0)`;
}

function reads({ timeZone }: StagedMapping, column: StagedColumn, format: string): string {
  return readFormat('_text', column.type, format, timeZone);
}
