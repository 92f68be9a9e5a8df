import { literal } from '../../src/engine/engine.js';
import { conditionsSql } from '../condition.js';
import { conditionsWords } from '../condition-words.js';
import type { SegmentFitted } from './fit.js';
import { rulesIn, type SegmentRule } from './rules.js';
import { type Stage, stageCase } from './stage.js';

/** A rule in the words of people and in SQL; `at` is the place of its segment among all. */
export interface ToldRule extends Omit<SegmentRule, 'conditions'> {
  words: string;
  sql: string;
}

type Learnt = Pick<SegmentFitted, 'stages' | 'clusters' | 'origin' | 'currency'>;

/** The rules of the segments in their order, each saying its stage first where there are stages; none of no rows at all. */
export function toldRules({ stages, clusters, ...wording }: Learnt): ToldRule[] {
  return stages.flatMap((stage, place) => {
    const first = clusters.findIndex(one => one.stage === place);
    const told = rulesIn(stage.rules).filter(rule => rule.customers > 0 || stage.name !== null);
    return told.map(({ conditions, at, ...rule }) => {
      const words = conditionsWords(conditions, stage.rules.columns, wording);
      const sql = conditionsSql(conditions);
      if (stage.name === null) return { ...rule, at: first + at, words, sql };
      const inside = conditions.length > 0 ? `${stage.name}: ${words}` : `everybody who is ${stage.name}`;
      const isThere = `${stageCase(stages, names(stages))} = ${literal(stage.name)}`;
      return { ...rule, at: first + at, words: inside, sql: conditions.length > 0 ? `${isThere} and ${sql}` : isThere };
    });
  });
}

/** The rules as a `case` over the columns of a row of feature.customer: the name of the segment that the tree gives. */
export function rulesCase({ stages, clusters }: Learnt): string {
  const each = stages.map(({ rules }, place) => {
    const own = clusters.filter(one => one.stage === place);
    return treeCase(
      own.map(one => one.name),
      rulesIn(rules),
    );
  });
  return stageCase(stages, each);
}

function treeCase(segments: string[], rules: SegmentRule[]): string {
  const bySegment = segments.flatMap((name, at) => {
    const own = rules.filter(rule => rule.at === at);
    const met = own.map(rule => conditionsSql(rule.conditions)).join('\n    or ');
    return own.length > 0 ? [{ met, name: literal(name) }] : [];
  });
  const last = bySegment.pop() as { name: string };
  if (bySegment.length === 0) return last.name;
  return ['case', ...bySegment.map(({ met, name }) => `  when ${met} then ${name}`), `  else ${last.name}`, 'end'].join(
    '\n',
  );
}

function names(stages: readonly Pick<Stage, 'name'>[]): string[] {
  return stages.map(({ name }) => literal(name ?? ''));
}
