import { confusion } from '../../../src/stats/evaluate/confusion.js';
import { rocAuc } from '../../../src/stats/evaluate/roc-auc.js';
import type { Table } from '../../../src/table.js';
import { type Given, givenOf } from '../../tree/index.js';

/** How a group of the rows held out fares, by the scores as they are published. A figure of nobody is null. */
export interface GroupFigures {
  column: string;
  group: string;
  rows: number;
  positives: number;
  auc: number | null;
  /** The share that is called positive, of all, of the positives, and of the others. */
  selected: number;
  selected_positives: number | null;
  selected_negatives: number | null;
  /** The mean score; beside the share of positives it tells whether scores are right for the group. */
  said: number;
}

interface Judgement {
  rows: Uint32Array;
  labels: Uint8Array;
  scores: Float64Array;
  threshold: number;
}

/** So many groups of a column are told apart, the greatest; the others are one. */
const [most, quarters] = [12, 4];

/** The groups of each column: of words each, of numbers quarters, and no value. */
export function fairnessOf(features: Table, names: readonly string[], judged: Judgement): GroupFigures[] {
  const { given } = givenOf(features, names, judged.rows);
  return given.flatMap(one => {
    const groups = groupsOf(one, judged.rows);
    return [...new Set(groups.order)].map(group => {
      const among = Uint32Array.from(judged.rows.keys()).filter(at => groups.of(at) === group);
      return { column: one.name, group, ...figuresOf(among, judged) };
    });
  });
}

function figuresOf(among: Uint32Array, { labels: all, scores: every, threshold }: Judgement) {
  const labels = Uint8Array.from(among, at => all[at] as number);
  const scores = Float64Array.from(among, at => every[at] as number);
  const { truePositives, falsePositives, recall, specificity } = confusion(labels, scores, threshold);
  return {
    rows: among.length,
    positives: labels.reduce((sum, label) => sum + label, 0),
    auc: rocAuc(labels, scores)?.auc ?? null,
    selected: (truePositives + falsePositives) / among.length,
    selected_positives: recall ?? null,
    selected_negatives: specificity === undefined ? null : 1 - specificity,
    said: scores.reduce((sum, score) => sum + score, 0) / among.length,
  };
}

/** The group of the row at a place, and the groups that are there in their order. */
function groupsOf({ kind, values, levels }: Given, rows: Uint32Array) {
  const own = Float64Array.from(rows, row => values[row] as number);
  const name = kind === 'number' ? bandsOf(own) : wordsOf(own, levels);
  const groups = Array.from(own, name);
  const places = new Map(
    Array.from(own, (value, at) => [groups[at] as string, value]).toReversed() as [string, number][],
  );
  const order = [...places].sort(([, a], [, b]) => (Number.isNaN(a) ? 1 : Number.isNaN(b) ? -1 : a - b));
  return { order: order.map(([group]) => group), of: (at: number) => groups[at] };
}

function bandsOf(own: Float64Array): (value: number) => string {
  const there = own.filter(value => !Number.isNaN(value)).sort();
  if (new Set(there).size <= quarters) return value => (Number.isNaN(value) ? 'no value' : String(value));
  const cuts = [...new Set([1, 2, 3].map(part => there[Math.floor(((there.length - 1) * part) / quarters)] as number))];
  return value => {
    if (Number.isNaN(value)) return 'no value';
    const at = cuts.findIndex(cut => value <= cut);
    if (at < 0) return `above ${cuts.at(-1)}`;
    return at === 0 ? `up to ${cuts[0]}` : `above ${cuts[at - 1]} up to ${cuts[at]}`;
  };
}

function wordsOf(own: Float64Array, levels: string[]): (value: number) => string {
  const counts = new Map<number, number>();
  for (const value of own) if (levels[value] !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  const kept = new Set(
    [...counts]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, most)
      .map(([value]) => value),
  );
  return value => {
    if (Number.isNaN(value)) return 'no value';
    return kept.has(value) ? (levels[value] as string) : 'any other';
  };
}
