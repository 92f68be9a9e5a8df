import { identifier } from '../../src/engine/engine.js';
import type { Part } from '../../src/plan/part.js';

/** A table of the stage with the select that makes it and the sources whose batches it depends on. */
export interface StageTable {
  table: string;
  kind: 'table' | 'view';
  sentence: string;
  key: string[];
  select: string;
  /** One with the same columns and no rows, where the select has rows in its text. */
  shape?: string;
  sources: string[];
  /** The columns by whose values it may be made in parts, and what those follow from. */
  by?: string[];
  parts?: Part[];
}

/** The judged records of an entity, refused ones among them. */
export function recordTable(entity: string): string {
  return identifier('stage', `${entity}_record`);
}

/** The table of those records of an entity that were accepted and that no later file has replaced. */
export function standingName(entity: string): string {
  return `stage.${entity}_standing`;
}
