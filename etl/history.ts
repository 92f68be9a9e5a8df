import type { Part } from '../src/plan/part.js';
import { type DimensionName, dimensionNames } from '../src/project/entities.js';
import { attributesOf } from './attributes.js';
import type { Attribute } from './history/attribute.js';
import { dimensionSelect, type SpecialMember } from './history/dimension.js';
import { endsSelect } from './history/ends.js';
import { newestSelect } from './history/newest.js';
import type { Told } from './history/told.js';
import { versionsSelect } from './history/versions.js';
import type { Landed } from './manifest.js';
import { fills, type StagedMapping } from './stage/mapping.js';
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
    const keeps = keepsVersions(attributes, deletes);
    const ends = keeps || !hasEnds(dimension, mappings) ? [] : [endsTable(dimension, attributes)];
    const records = ends[0]?.table ?? `stage.${dimension}`;
    const told: Told = { dimension, records, attributes, deletes, complete };
    return [
      ...ends,
      {
        table: `conform.${dimension}_history`,
        sentence: `One row per ${dimension} that a record tells of, and version: what it was like, and from when to when.`,
        key: ['natural_source', 'source_id', 'valid_from'],
        by: ['source_id'],
        parts: [{ input: records, on: [`${dimension}_id`], via: ['_batch', '_told_batch'].map(landedLater) }],
        select: keeps ? versionsSelect(told) : newestSelect(told),
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

function endsTable(dimension: DimensionName, attributes: Attribute[]): DimensionTable {
  return {
    table: `conform.${dimension}_end`,
    sentence: `One row per first or last record of a file at the first or last time that a batch tells of a ${dimension}, from which its newest state follows.`,
    key: ['_mapping', '_batch', '_file', '_row'],
    by: ['_mapping', '_batch'],
    parts: [{ input: `stage.${dimension}`, on: ['_mapping', '_batch'], via: [] }],
    select: endsSelect({ dimension, attributes }),
  };
}

function numberIn(dimension: DimensionName): string {
  return `case when dimension = '${dimension}' then source_id end`;
}

/** A batch says when its records were landed, and which day they count from. */
function landedLater(batch: string) {
  return { input: 'stage.batch', condition: `changed.source = line._source and changed.batch = line.${batch}` };
}

function keepsVersions(attributes: Attribute[], deletes: Told['deletes']): boolean {
  return deletes !== 'ignore' || attributes.some(({ isFilled, type, isTold }) => isFilled && (type !== 1 || isTold));
}

/**
 * Whether facts tell of the members of a dimension and of when: each of many order lines says again what its product is called. A master
 * says it once a batch, and of what has no time all records are of one moment: there none is spared.
 */
function hasEnds(dimension: string, mappings: StagedMapping[]): boolean {
  const isDimension = (entity: string) => (dimensionNames as readonly string[]).includes(entity);
  const factual = new Set(mappings.filter(({ entity }) => !isDimension(entity)).map(({ source }) => source));
  const own = mappings.filter(({ entity }) => entity === dimension);
  const isTimed = ({ columns }: StagedMapping) => columns.some(column => column.name === 'updated_at' && fills(column));
  return own.some(mapping => factual.has(mapping.source) && isTimed(mapping));
}
