import { literal } from '../../src/engine/engine.js';
import { type Cell, cellReader, column, type Table } from '../../src/table.js';
import { type Condition, conditionsSql } from '../condition.js';
import { conditionsWords, type Wording } from '../condition-words.js';
import type { Comparison } from './candidates.js';
import type { DeclaredStage } from './declared-stages.js';
import type { SegmentRules } from './rules.js';

/** A stage of life and what clustering its customers came to; without stages the one of everybody. */
export interface Stage extends DeclaredStage, Comparison {
  customers: number;
  /** How many segments its customers fell into. */
  k: number;
  /** The sum of squared distances within its segments, of the best start and of the worst. */
  sse: number;
  worst_sse: number;
  silhouette: number | null;
  /** A tree that says in words who is in which of its segments, as nearly as it can. */
  rules: SegmentRules;
}

type Ways = Pick<DeclaredStage, 'name' | 'ways'>;

/** The place of the stage that somebody is in: the first that one of its ways leads into, else the last. */
export function stageOf(stages: readonly Ways[], cell: (name: string) => Cell): number {
  const found = stages.findIndex(({ ways }) => ways.some(way => way.every(one => isMet(one, cell(one.column)))));
  return found < 0 ? stages.length - 1 : found;
}

/** The same for each row of the features. */
export function stagesOf(stages: readonly Ways[], features: Table): Uint16Array {
  const at = new Uint16Array(features.rows);
  if (stages.length < 2) return at;
  const names = new Set(stages.flatMap(({ ways }) => ways.flat().map(one => one.column)));
  const readers = new Map(Array.from(names, name => [name, cellReader(column(features, name))]));
  return at.map((_, row) => stageOf(stages, name => readers.get(name)?.(row) ?? null));
}

function isMet({ above, upTo, among }: Condition, cell: Cell): boolean {
  if (cell === null) return false;
  if (among) return among.includes(String(cell));
  const value = Number(cell);
  return (above === undefined || value > above) && (upTo === undefined || value <= upTo);
}

/** The same as SQL over the columns of feature.customer, with an answer for each stage. */
export function stageCase(stages: readonly Ways[], answers: readonly string[]): string {
  const last = answers.at(-1) as string;
  if (stages.length < 2) return last;
  const whens = stages.slice(0, -1).map(({ ways }, at) => {
    const met = ways.map(way => `(${conditionsSql(way)})`).join(' or ');
    return `when ${met} then ${answers[at]}`;
  });
  return `case ${whens.join(' ')} else ${last} end`;
}

/** Its name in SQL, null where there are no stages. */
export function stageName({ name }: Pick<Stage, 'name'>): string {
  return name === null ? 'cast(null as varchar)' : `cast(${literal(name)} as varchar)`;
}

/** Who is in it, in words. */
export function stageWords({ ways }: Ways, wording: Wording): string {
  const columns = ways.flat().map(({ column: name }) => ({ name, isWhole: whole.test(name), hasMissing: false }));
  return ways.length > 0 ? ways.map(way => conditionsWords(way, columns, wording)).join(', or ') : 'everybody else';
}

/** Columns of feature.customer that count something or days: above 4 is at least 5. */
const whole =
  /^(products|categories|channels|top_weekday|age_years|gap_days_max|[a-z]+_days)$|(^|_)orders(_previous)?(_\d+_days)?$/;
