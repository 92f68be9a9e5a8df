import { identifier, literal } from '../src/engine/engine.js';
import { type DimensionName, entityColumns, type HistoryType, timingColumns } from '../src/project/entities.js';
import { presentNames } from './extract/column-names.js';
import type { Attribute } from './history/attribute.js';
import type { Landed, Manifest, ManifestFile } from './manifest.js';
import { fills, type StagedMapping } from './stage/mapping.js';
import { entityNames, type StageProject, valueType } from './stage/resolve.js';
import { sqlType } from './stage/value.js';

/** The attributes of a dimension, in the order of its columns. `landed` tells which columns each file delivered. */
export function attributesOf(
  project: StageProject,
  dimension: DimensionName,
  all: StagedMapping[],
  landed: Landed,
): Attribute[] {
  const mappings = all.filter(mapping => mapping.entity === dimension);
  const { history, deletes } = project.config.dimensions[dimension];
  const columnsOf = columnsByHeader();
  return entityNames(project.config, dimension)
    .filter(name => name !== `${dimension}_id` && !timingColumns.includes(name))
    .map(name => {
      const told = toldIn(mappings, landed, columnsOf, name);
      const alive = deletes === 'ignore' ? undefined : 'not _is_deleted';
      return {
        name,
        sql: sqlType[valueType(project.config, dimension, name)],
        type: history[name] ?? usualType(project, dimension, name),
        isFilled: mappings.some(mapping => columnOf(mapping, name)),
        isTold: [told, alive].filter(Boolean).join(' and ') || undefined,
      };
    });
}

/** What describes a customer or a product is kept; contact data, stores and channels show their latest state. */
function usualType({ config }: StageProject, dimension: DimensionName, name: string): HistoryType {
  if (dimension === 'store' || dimension === 'channel') return 1;
  const declared = (config.entities[dimension] ?? []).map(mapping => mapping.columns[name]?.personal).find(Boolean);
  const personal = declared ?? entityColumns(dimension)[name]?.personal;
  return personal === 'contact' ? 1 : 2;
}

function columnOf(mapping: StagedMapping, name: string) {
  const column = mapping.columns.find(one => one.name === name);
  return column && fills(column) ? column : undefined;
}

/** A mapping that does not fill the attribute, or a file without the columns it is read from, says nothing of it: that is not null. */
function toldIn(
  mappings: StagedMapping[],
  { manifests, later = [] }: Landed,
  columnsOf: ColumnsOf,
  name: string,
): string | undefined {
  const silent = mappings.flatMap(mapping => {
    const own = `_source = ${literal(mapping.source)} and _mapping = ${mapping.ordinal}`;
    const column = columnOf(mapping, name);
    if (!column) return [`(${own})`];
    const of = (all: Manifest[]) => all.filter(one => one.source === mapping.source);
    const without = filesWithout(column.from ?? '', { manifests: of(manifests), later: of(later) }, columnsOf);
    return without ? [`(${own} and (${without}))`] : [];
  });
  return silent.length > 0 ? `not (${silent.join(' or ')})` : undefined;
}

/** Which files lack a column that an expression reads: whole batches, and single files of others. */
function filesWithout(from: string, { manifests, later = [] }: Landed, columnsOf: ColumnsOf): string {
  const known = new Set([...manifests, ...later].flatMap(({ columns }) => columns.map(column => folded(column.name))));
  const read = [...known].filter(name => mentions(folded(from), name));
  if (read.length === 0) return '';
  const lacks = (names: ReadonlySet<string>) => read.some(name => !names.has(name));
  const silent = manifests.map(({ batch, files }) => {
    const without = files.filter(file => lacks(columnsOf(file)));
    return { batch, files: without, isWhole: without.length === files.length };
  });
  const batches = silent.filter(({ isWhole }) => isWhole).map(({ batch }) => literal(batch));
  const parts = silent.filter(({ isWhole, files }) => !isWhole && files.length > 0);
  return [
    ...(batches.length > 0 ? [`_batch in (${batches.join(', ')})`] : []),
    ...parts.map(({ batch, files }) => {
      return `(_batch = ${literal(batch)} and _file in (${files.map(({ path }) => literal(path)).join(', ')}))`;
    }),
  ].join(' or ');
}

type ColumnsOf = (file: ManifestFile) => ReadonlySet<string>;

/** The columns that records of a file have; not those that its source only declares. Of many files that have one header, they are told once. */
function columnsByHeader(): ColumnsOf {
  const known = new Map<string, ReadonlySet<string>>();
  return ({ header, absent = [] }) => {
    const key = JSON.stringify([header, absent]);
    const columns = known.get(key) ?? new Set(presentNames({ header, absent }).map(folded));
    known.set(key, columns);
    return columns;
  };
}

/** Files may spell a column in capitals or not: it is the same. */
function folded(name: string): string {
  return name.toLowerCase();
}

/** Whether an expression names a column; one too many only keeps an earlier value a little longer. */
export function mentions(expression: string, name: string): boolean {
  if (expression.includes(identifier(name))) return true;
  return new RegExp(`(?<![\\w"'])${name.replace(/[^\w]/g, '\\$&')}(?![\\w"'])`, 'i').test(expression);
}
