import { identifier, literal } from '../src/engine/engine.js';
import { type DimensionName, entityColumns, type HistoryType, timingColumns } from '../src/project/entities.js';
import type { Attribute } from './history/attribute.js';
import type { Manifest } from './manifest.js';
import { fills, type StagedMapping } from './stage/mapping.js';
import { entityNames, type StageProject, valueType } from './stage/resolve.js';
import { sqlType } from './stage/value.js';

/** The attributes of a dimension, in the order of its columns. `manifests` tell which columns each batch delivered. */
export function attributesOf(
  project: StageProject,
  dimension: DimensionName,
  all: StagedMapping[],
  manifests: Manifest[],
): Attribute[] {
  const mappings = all.filter(mapping => mapping.entity === dimension);
  const { history, deletes } = project.config.dimensions[dimension];
  return entityNames(project.config, dimension)
    .filter(name => name !== `${dimension}_id` && !timingColumns.includes(name))
    .map(name => {
      const told = toldIn(mappings, manifests, name);
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

/** A mapping that does not fill the attribute, or a batch without the columns it is read from, says nothing of it: that is not null. */
function toldIn(mappings: StagedMapping[], manifests: Manifest[], name: string): string | undefined {
  const silent = mappings.flatMap(mapping => {
    const own = `_source = ${literal(mapping.source)} and _mapping = ${mapping.ordinal}`;
    const column = columnOf(mapping, name);
    if (!column) return [`(${own})`];
    const batches = batchesWithout(
      column.from ?? '',
      manifests.filter(one => one.source === mapping.source),
    );
    return batches.length > 0 ? [`(${own} and _batch in (${batches.map(literal).join(', ')}))`] : [];
  });
  return silent.length > 0 ? `not (${silent.join(' or ')})` : undefined;
}

function batchesWithout(from: string, manifests: Manifest[]): string[] {
  const known = new Set(manifests.flatMap(({ columns }) => columns.map(column => column.name)));
  const read = [...known].filter(name => mentions(from, name));
  return manifests
    .filter(({ columns }) => read.some(name => !columns.some(column => column.name === name)))
    .map(({ batch }) => batch);
}

/** Whether an expression names a column; one too many only keeps an earlier value a little longer. */
function mentions(expression: string, name: string): boolean {
  if (expression.includes(identifier(name))) return true;
  return new RegExp(`(?<![\\w"'])${name.replace(/[^\w]/g, '\\$&')}(?![\\w"'])`, 'i').test(expression);
}
