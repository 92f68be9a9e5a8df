import { count } from '../../src/count.js';
import type { Reason, Row } from '../model.js';
import type { SegmentFitted } from './fit.js';
import { rulesCase, toldRules } from './rules-sql.js';
import { nearest, scoreRow } from './score-row.js';
import { stageWords } from './stage.js';
import { words } from './words.js';

/**
 * In words: without a row which segments there are and why so many, and rules that nearly say who is in which; with a row of feature.customer which columns put it nearer to its
 * segment than to the next one, the strongest first. A segment is no number, so there are no contributions.
 */
export function explain(fitted: SegmentFitted, row?: Row): Reason[] {
  return row ? rowLines(fitted, row).map(text => ({ text })) : overview(fitted);
}

function overview(fitted: SegmentFitted): Reason[] {
  const { notes, warnings } = words(fitted);
  const segments = fitted.clusters.map(({ number, name, size, means }) => {
    const told = fitted.steps.flatMap(({ column }, at) => {
      const mean = means[at] ?? null;
      return mean === null ? [] : [`${column} ${short(mean)}`];
    });
    return `${number} ${name}: ${size} of ${fitted.rows}${told.length > 0 ? `, on average ${told.join(', ')}` : ''}`;
  });
  const told = [...stageLines(fitted), ...segments, ...notes, ...warnings].map(text => ({ text }));
  return fitted.clusters.length > 1 ? [...told, ...ruleReasons(fitted)] : told;
}

/** Who is in which stage, where there are stages. */
function stageLines(fitted: SegmentFitted): string[] {
  const { stages } = fitted;
  if (stages.length < 2) return [];
  return stages.map(
    stage => `stage ${stage.name}: ${stageWords(stage, fitted)}; ${count(stage.customers, 'customer')}`,
  );
}

/** The rules one by one, and all of them as one `case`. */
function ruleReasons(fitted: SegmentFitted): Reason[] {
  const each = toldRules(fitted).map(({ at, words: text, sql }) => ({
    text: `${fitted.clusters[at]?.name}, nearly: ${text}`,
    sql,
  }));
  return [...each, { text: 'all rules as one case in SQL: explain segment --json', sql: rulesCase(fitted) }];
}

function rowLines(fitted: SegmentFitted, row: Row): string[] {
  const [own, other] = nearest(fitted, row);
  const { segment, distance } = scoreRow(fitted, row);
  const last = `so the segment is ${segment}, its centre ${distance} away`;
  const stage = own && fitted.stages.length > 1 ? fitted.stages[own.cluster.stage] : undefined;
  const first = stage ? [`the stage is ${stage.name}: ${stageWords(stage, fitted)}`] : [];
  if (!own || !other) return [...first, last];
  const reasons = fitted.steps
    .map(({ column, category }, at) => {
      const gain = (other.parts[at] as number) - (own.parts[at] as number);
      const [mine, theirs] = [own, other].map(one => known(one.cluster.means[at] ?? null));
      return {
        gain,
        text: `${category?.column ?? column} ${row[category?.column ?? column] ?? 'missing'}: ${category ? `share of ${column}` : 'on average'} ${mine} here, ${theirs} in ${other.cluster.name}`,
      };
    })
    .sort((a, b) => b.gain - a.gain)
    .filter(({ gain }, at) => gain > 0 || at === 0);
  return [...first, ...reasons.map(({ text }) => text), last];
}

const known = (mean: number | null) => (mean === null ? 'unknown' : short(mean));

/** Four digits that count. */
export function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
