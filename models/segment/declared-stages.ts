import { CliError, exitCode } from '../../src/errors.js';
import { column, type Table } from '../../src/table.js';
import type { Condition } from '../condition.js';
import { frequentValues } from './frequent-values.js';
import type { SegmentOptions } from './options.js';

/** A stage of life as it is declared, before its customers are looked at. */
export interface DeclaredStage {
  /** Null where there are no stages, but everybody. */
  name: string | null;
  /** Ways into it; one is enough for a customer whom no stage before has taken. The last stage takes everybody else and has none. */
  ways: Condition[][];
}

/** What a rule asks of one column; a missing value never meets it. */
export interface StageTest {
  above?: number | undefined;
  up_to?: number | undefined;
  is?: string[] | undefined;
}

/** One way into a stage: every column named must meet its test. */
export interface StageRule {
  name: string;
  when?: Record<string, StageTest> | undefined;
}

/** The stages of somebody who buys again or does not: `lifecycle`. */
const lifecycle: StageRule[] = [
  { name: 'New', when: { tenure_days: { up_to: 90 } } },
  { name: 'Active', when: { recency_days: { up_to: 30 } } },
  { name: 'Active', when: { recency_gap_ratio: { up_to: 2 } } },
  { name: 'Slipping', when: { recency_days: { up_to: 365 } } },
  { name: 'Slipping', when: { recency_gap_ratio: { up_to: 4 } } },
  { name: 'Gone' },
];

/** The columns that say which stage somebody is in: those of numbers, and those of words. Throws CliError (usage) where one would have to be both. */
export function stageColumns({ stages, columns }: SegmentOptions): { numbers: string[]; words: string[] } {
  const tests = Array.isArray(stages) || stages === 'lifecycle' ? rulesOf(stages).flatMap(testsOf) : [];
  const words = typeof stages === 'object' && !Array.isArray(stages) ? [stages.column] : [];
  const asWords = [...words, ...tests.flatMap(([name, { is }]) => (is ? [name] : []))];
  const asNumbers = tests.flatMap(([name, { is }]) => (is ? [] : [name]));
  const both = asWords.find(name => asNumbers.includes(name) || columns.includes(name));
  if (both !== undefined) {
    const what = `segment: ${both} would be a column of numbers and one of words`;
    throw new CliError(what, exitCode.usage, 'let stages ask it what the columns do: numbers by above and up_to');
  }
  return { numbers: [...new Set(asNumbers)], words: [...new Set(asWords)] };
}

/** The stages that the options declare, the one that is asked for first standing first. */
export function declaredStages({ stages }: SegmentOptions, features: Table): DeclaredStage[] {
  if (stages === 'none') return [{ name: null, ways: [] }];
  if (stages === 'lifecycle' || Array.isArray(stages)) return merged(rulesOf(stages));
  const { own, isAll } = frequentValues(column(features, stages.column));
  const named = own.map(value => ({ name: value, ways: [[among(stages.column, [value])]] }));
  return [...named, { name: isAll ? `Another ${stages.column}` : `No or another ${stages.column}`, ways: [] }];
}

function rulesOf(stages: 'lifecycle' | StageRule[]): StageRule[] {
  return stages === 'lifecycle' ? lifecycle : stages;
}

function testsOf({ when }: StageRule): [string, StageTest][] {
  return Object.entries(when ?? {});
}

/** Rules of one name are ways into one stage. */
function merged(rules: StageRule[]): DeclaredStage[] {
  const names = [...new Set(rules.map(one => one.name))];
  return names.map(name => ({
    name,
    ways: rules
      .filter(one => one.name === name)
      .flatMap(one => (one.when ? [testsOf(one).map(([own, test]) => condition(own, test))] : [])),
  }));
}

function condition(name: string, { above, up_to, is }: StageTest): Condition {
  if (is) return among(name, is);
  return {
    column: name,
    ...(above !== undefined && { above }),
    ...(up_to !== undefined && { upTo: up_to }),
    missing: false,
  };
}

function among(name: string, words: string[]): Condition {
  return { column: name, among: words, missing: false };
}
