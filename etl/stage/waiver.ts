import { literal } from '../../src/engine/engine.js';
import type { StagedMapping } from './mapping.js';
import type { StagedRule } from './rule.js';
import { notWaivable } from './waivable.js';
import { waived } from './waived.js';

/** Somebody's word that a rule no longer refuses the records of a source: one record, one file, or all of it, records to come too. */
export interface Waiver {
  source: string;
  rule: string;
  file?: string | null;
  /** Absent in a waiver that stands for every record. */
  row?: number | null;
}

/** The same mapping; its rules know by which condition they are waived. */
export function withWaivers(mapping: StagedMapping, waivers: Waiver[]): StagedMapping {
  const own = waivers.filter(one => one.source === mapping.source);
  const rules = mapping.rules.map(rule => {
    const given = own.filter(one => one.rule === rule.name);
    const isMoot = given.length === 0 || notWaivable(mapping.entity, rule) !== undefined;
    return isMoot ? rule : { ...rule, waived: waivedCondition(mapping.source, rule.name, given) };
  });
  return { ...mapping, rules };
}

/** How each rule of a mapping judges a record: `_f<n>` it is broken, and where somebody has waived it, `_w<n>` it would be. */
export function verdicts(rules: StagedRule[]): string[] {
  return rules.flatMap(({ failed, waived }, index) => {
    const broken = `coalesce(${failed}, false)`;
    if (!waived) return `${broken} as _f${index}`;
    return [`${broken} and not ${waived} as _f${index}`, `${broken} and ${waived} as _w${index}`];
  });
}

function waivedCondition(source: string, rule: string, waivers: Waiver[]): string {
  const standing = waivers.filter(one => (one.row ?? null) === null);
  if (standing.some(one => (one.file ?? null) === null)) return 'true';
  const files = [...new Set(standing.map(one => literal(String(one.file))))].sort();
  const conditions = files.length > 0 ? [`_file in (${files.join(', ')})`] : [];
  if (standing.length < waivers.length) conditions.push(`(_batch, _file, _row) in (${waivedRecords(source, rule)})`);
  return `(${conditions.join(' or ')})`;
}

function waivedRecords(source: string, rule: string): string {
  const named = `source = ${literal(source)} and rule = ${literal(rule)}`;
  return `select batch, file, "row" from (${waived}) as waived where ${named} and "row" is not null`;
}
