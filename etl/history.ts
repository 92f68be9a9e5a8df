import type { Part } from '../src/plan/part.js';
import { type DimensionName, dimensionNames } from '../src/project/entities.js';
import { attributesOf } from './attributes.js';
import type { Attribute } from './history/attribute.js';
import { dimensionSelect, type SpecialMember } from './history/dimension.js';
import { newestSelect } from './history/newest.js';
import type { Told } from './history/told.js';
import { versionsSelect } from './history/versions.js';
import type { Landed } from './manifest.js';
import type { StagedMapping } from './stage/mapping.js';
import type { StageProject } from './stage/resolve.js';

/** A table of the history of a dimension with the select that makes it. */
export interface DimensionTable {
  table: string;
  sentence: string;
  key: string[];
  select: string;
  by?: string[];
  parts?: Part[];
}

const unknown = { key: -1, name: 'Unknown' };
const none = { key: -2, name: 'Not applicable' };
const special: Record<DimensionName, SpecialMember[]> = {
  customer: [unknown],
  product: [unknown, none],
  store: [unknown, none],
  channel: [unknown, none],
};

/**
 * The selects of the dimensions, whose columns and history a project decides: for each `conform.<dimension>_history`, the versions
 * that its records tell of, and `dw.dim_<dimension>`, those with their keys, the members that only facts speak of, and the
 * members -1 and -2.
 */
export function dimensionTables(project: StageProject, mappings: StagedMapping[], landed: Landed): DimensionTable[] {
  const { sources } = project.config;
  const complete = Object.keys(sources).filter(name => sources[name]?.complete);
  return dimensionNames.flatMap(dimension => {
    const attributes = attributesOf(project, dimension, mappings, landed);
    const { deletes } = project.config.dimensions[dimension];
    const told: Told = { dimension, attributes, deletes, complete };
    return [
      {
        table: `conform.${dimension}_history`,
        sentence: `One row per ${dimension} that a record tells of, and version: what it was like, and from when to when.`,
        key: ['natural_source', 'source_id', 'valid_from'],
        by: ['source_id'],
        parts: [{ input: `stage.${dimension}`, on: [`${dimension}_id`], via: [landedLater] }],
        select: keepsVersions(attributes, deletes) ? versionsSelect(told) : newestSelect(told),
      },
      {
        table: `dw.dim_${dimension}`,
        sentence: `One row per ${dimension} and version: what it was like, and from when to when.`,
        key: [`${dimension}_key`],
        by: [`source_${dimension}_id`],
        parts: [
          ...['conform.member', 'conform.version_key'].map(input => ({ input, on: [numberIn(dimension)], via: [] })),
          { input: `conform.${dimension}_history`, on: ['source_id'], via: [] },
        ],
        select: dimensionSelect(dimension, attributes, special[dimension]),
      },
    ];
  });
}

function numberIn(dimension: DimensionName): string {
  return `case when dimension = '${dimension}' then source_id end`;
}

/** A batch says when its records were landed. */
const landedLater = {
  input: 'stage.batch',
  condition: 'changed.source = line._source and changed.batch = line._batch',
};

function keepsVersions(attributes: Attribute[], deletes: Told['deletes']): boolean {
  return deletes !== 'ignore' || attributes.some(({ isFilled, type, isTold }) => isFilled && (type !== 1 || isTold));
}
