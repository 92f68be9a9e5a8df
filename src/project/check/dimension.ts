import { nearest, suggestion } from '../../nearest.js';
import {
  type DimensionName,
  dimensionNames,
  type EntityName,
  entityColumns,
  isDimension,
  timingColumns,
} from '../entities.js';
import type { Finding } from '../finding.js';
import type { ProjectFile } from '../schema.js';

/** Whether the dimensions name attributes that are there, and a source can tell what is gone. */
export function checkDimensions(config: ProjectFile): Finding[] {
  return [
    ...dimensionNames.flatMap(name => [...checkHistory(config, name), ...checkDeletes(config, name)]),
    ...checkComplete(config),
  ];
}

function checkHistory(config: ProjectFile, dimension: DimensionName): Finding[] {
  const mapped = (config.entities[dimension] ?? []).flatMap(mapping => Object.keys(mapping.columns));
  const attributes = [...Object.keys(entityColumns(dimension)), ...mapped].filter(
    name => name !== `${dimension}_id` && !timingColumns.includes(name),
  );
  return Object.keys(config.dimensions[dimension].history).flatMap((name): Finding[] => {
    if (attributes.includes(name)) return [];
    const near = nearest(name, attributes);
    const message = `${dimension} has no attribute "${name}"${suggestion(near)}`;
    return [{ path: ['dimensions', dimension, 'history', name], at: 'key', found: name, nearest: near, message }];
  });
}

function checkDeletes(config: ProjectFile, dimension: DimensionName): Finding[] {
  const { deletes } = config.dimensions[dimension];
  const mappings = config.entities[dimension] ?? [];
  const tells = mappings.some(
    ({ source, columns }) => Object.hasOwn(columns, 'deleted') || config.sources[source]?.complete,
  );
  if (deletes === 'ignore' || mappings.length === 0 || tells) return [];
  const message = `nothing says which ${dimension} is gone: map the column deleted, or say complete: for a source that delivers everything`;
  return [{ path: ['dimensions', dimension, 'deletes'], found: deletes, message }];
}

/** Differences have a meaning where versions are kept; everything else takes the newest file as it is. */
function checkComplete(config: ProjectFile): Finding[] {
  const mapped = Object.entries(config.entities).flatMap(([entity, mappings]) =>
    isDimension(entity)
      ? []
      : mappings.map(({ source }, index) => ({ source, path: ['entities', entity as EntityName, index, 'source'] })),
  );
  const taken = Object.entries(config.tables).map(([name, { source }]) => ({
    source,
    path: ['tables', name, 'source'],
  }));
  return [...mapped, ...taken].flatMap(({ source, path }): Finding[] =>
    config.sources[source]?.complete
      ? [
          {
            path,
            found: source,
            message: `${source} lands differences (complete:), which only customer, product, store and channel read; leave complete: out, a new version of a file takes the place of the old one`,
          },
        ]
      : [],
  );
}
