import { identifier } from '../../src/engine/engine.js';
import type { StagedMapping } from './mapping.js';

/** The landed records of a source, as the engine knows them. */
export function rawTable(source: string): string {
  return identifier('raw', source);
}

/** The condition that keeps the records a mapping judges: neither skipped nor a dropped repeat. */
export function judgedCondition(mapping: StagedMapping): string {
  const repeats = `(_batch, _file, _row) not in (select _batch, _file, _row from ${identifier('raw', `${mapping.source}__repeats`)})`;
  const kept = [mapping.where ? `(${mapping.where}\n)` : '', mapping.dropsRepeats ? repeats : ''].filter(Boolean);
  return kept.length > 0 ? `\nwhere ${kept.join(' and ')}` : '';
}
