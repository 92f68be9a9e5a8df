import { literal } from '../../src/engine/engine.js';
import { conditionsSql } from '../condition.js';
import type { SegmentFitted } from './fit.js';
import { rulesIn } from './rules.js';

/** The rules as a `case` over the columns of a row of feature.customer: the name of the segment that the tree gives. */
export function rulesCase({ clusters, rules }: Pick<SegmentFitted, 'clusters' | 'rules'>): string {
  const bySegment = clusters.flatMap(({ name }, at) => {
    const own = rulesIn(rules).filter(rule => rule.at === at);
    const met = own.map(rule => conditionsSql(rule.conditions)).join('\n    or ');
    return own.length > 0 ? [{ met, name: literal(name) }] : [];
  });
  const last = bySegment.pop() as { name: string };
  if (bySegment.length === 0) return last.name;
  return ['case', ...bySegment.map(({ met, name }) => `  when ${met} then ${name}`), `  else ${last.name}`, 'end'].join(
    '\n',
  );
}
