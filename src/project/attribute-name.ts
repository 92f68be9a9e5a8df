import type { DimensionName } from './entities.js';

const ofVersions = [
  'durable_key',
  'current_key',
  'source',
  'source_id',
  'natural_source',
  'effective_at',
  'business_at',
  'valid_from',
  'valid_to',
  'described_from',
  'known_from',
  'is_current',
  'is_inferred',
  'is_deleted',
];

/** Whether the versions of a dimension have a column of that name of their own, so that an attribute needs another one. */
export function isVersionColumn(dimension: DimensionName, name: string): boolean {
  return [...ofVersions, `${dimension}_key`, `source_${dimension}_id`].includes(name);
}
