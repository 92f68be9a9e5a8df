import { literal } from '../../src/engine/engine.js';
import { type Axis, axes, axisColumns } from './axis.js';
import type { FittedAxis, RfmFitted } from './fit.js';
import type { SegmentRule } from './segment-map.js';

/** The `case` over r, f and m that names the segment, in the order of the rules. */
export function segmentCase({ map, noValue, other, axes: fitted }: RfmFitted): string {
  const whens = grouped(map.rules).map(
    ([segment, rules]) =>
      `when ${rules.map(rule => condition(rule, fitted)).join('\n      or ')} then ${literal(segment)}`,
  );
  const outside = map.withoutOrders ? [`when frequency = 0 then ${literal(map.withoutOrders)}`] : [];
  const lines = [...outside, `when r is null then ${literal(noValue)}`, ...whens, `else ${literal(other)}`];
  return ['case', ...lines.map(line => `  ${line}`), 'end'].join('\n  ');
}

/** Rules that follow each other and name the same segment are one `when`. */
function grouped(rules: SegmentRule[]): [string, SegmentRule[]][] {
  const groups: [string, SegmentRule[]][] = [];
  for (const rule of rules) {
    const last = groups.at(-1);
    if (last?.[0] === rule.segment) last[1].push(rule);
    else groups.push([rule.segment, [rule]]);
  }
  return groups;
}

function condition(rule: SegmentRule, fitted: Record<Axis, FittedAxis>): string {
  const parts = axes.flatMap(axis => {
    const range = rule[axis];
    if (!range || (range[0] <= 1 && range[1] >= fitted[axis].bins)) return [];
    return [between(axisColumns[axis].score, range)];
  });
  if (rule.together) parts.push(between('f + m', rule.together));
  return parts.length > 0 ? parts.join(' and ') : 'r >= 1';
}

function between(expression: string, [from, to]: [number, number]): string {
  return from === to ? `${expression} = ${from}` : `${expression} between ${from} and ${to}`;
}
