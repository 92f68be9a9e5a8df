import { boostedScore } from '../../../src/stats/boosting/boosted-score.js';
import { boostedScores } from '../../../src/stats/boosting/boosted-scores.js';
import { type BoostedTrees, boostedTrees } from '../../../src/stats/boosting/boosted-trees.js';
import { logistic as curve } from '../../../src/stats/evaluate/calibration.js';
import { boostedContributions } from '../../../src/stats/explain/contributions.js';
import { double } from '../../double.js';
import type { Predictor } from '../../tree/index.js';
import { type Examples, positivesOf } from '../examples.js';
import { changesOnWay, changesSql, leafNumberSql, leafValueSql } from './boosted-leaves.js';
import { meanOf } from './mean-of.js';
import type { Called, Cells, Part, Rival } from './rival.js';
import { sumSql } from './sum-sql.js';
import { topThree } from './top-three.js';
import { valueText, valueTextSql } from './value-text.js';

/** What boosting has learnt: trees over the columns in this order. */
export interface BoostingLearnt extends BoostedTrees {
  columns: Predictor[];
  /** Of the numbers among the columns, over the examples learnt from; 0 of a category. */
  means: number[];
}

/** Small steps and small trees; they end when a tenth of the examples, drawn by the seed, are told no better. */
const growth = { trees: 400, learningRate: 0.05, maxLeaves: 8, minLeaf: 20, ridge: 1 };
const [rounds, tenth] = [30, 10];

/** Gradient-boosted trees: what all of them add to the log-odds. */
export const boosting: Rival<BoostingLearnt> = {
  learn(examples) {
    const { given, labels, learnt } = examples;
    const parts = [false, true].map(isHeld => learnt.filter((_, at) => (at % tenth === tenth - 1) === isHeld));
    const [grown, kept] = parts as [Uint32Array, Uint32Array];
    if (!parts.every(rows => isMixed(labels, rows))) return undefined;
    const of = (rows: Uint32Array) => given.map(({ values }) => Float64Array.from(rows, row => values[row] as number));
    const categorical = given.flatMap(({ kind }, at) => (kind === 'category' ? [at] : []));
    const validation = { columns: of(kept), labels: labelsOf(examples, kept), rounds };
    const found = boostedTrees(of(grown), labelsOf(examples, grown), { ...growth, categorical, validation });
    const columns = given.map(({ values, ...predictor }) => predictor);
    return {
      base: found.base,
      trees: found.trees,
      columns,
      means: given.map(({ kind, values }) => (kind === 'category' ? 0 : meanOf(values, learnt))),
    };
  },
  probability: (learnt, cells) => curve(boostedScore(learnt, valuesOf(learnt, cells))),
  probabilities(learnt, { given }, rows) {
    const columns = given.map(({ values }) => values);
    return boostedScores(learnt, columns, rows).map(curve);
  },
  sql({ base, trees, columns }, mark) {
    const leaves = trees.map((tree, at): [string, string] => [leafOf(mark, at), leafNumberSql(tree, columns)]);
    const sum = sumSql([double(base), ...trees.map((tree, at) => leafValueSql(tree, leafOf(mark, at)))]);
    return { steps: [Object.fromEntries(leaves)], score: `1e0 / (1e0 + exp(-(${sum})))` };
  },
  base: ({ base, trees }) => curve(trees.reduce((sum, { value }) => sum + value, base)),
  parts(learnt, cells, called) {
    const values = valuesOf(learnt, cells);
    const sums = learnt.columns.map(() => 0);
    for (const tree of learnt.trees)
      for (const [column, change] of changesOnWay(tree, values)) sums[column] = (sums[column] as number) + change;
    return sums.map((amount, at) => ({ text: textOf(learnt, at, cells, called), amount }));
  },
  reasons({ trees, columns, means }, { origin }, mark) {
    const changes = trees.flatMap((tree, at) => changesSql(tree, leafOf(mark, at)));
    const told = columns.map((predictor, column) => ({
      part: sumSql(changes.filter(one => one.column === column).map(({ sql }) => sql)),
      text: valueTextSql(predictor.name, predictor.kind === 'number' ? (means[column] as number) : undefined, origin),
    }));
    return topThree(told, mark);
  },
  explained(learnt, cells, called) {
    const { base, contributions } = boostedContributions(learnt, valuesOf(learnt, cells));
    const parts: Part[] = contributions.map((amount, at) => ({ text: textOf(learnt, at, cells, called), amount }));
    return { base: curve(base), parts };
  },
};

function isMixed(labels: Uint8Array, rows: Uint32Array): boolean {
  const positives = positivesOf(labels, rows);
  return positives > 0 && positives < rows.length;
}

function labelsOf({ labels }: Examples, rows: Uint32Array): Uint8Array {
  return Uint8Array.from(rows, row => labels[row] as number);
}

function valuesOf({ columns }: BoostingLearnt, cells: Cells): number[] {
  return columns.map(({ name, kind, levels }) => {
    const value = cells(name);
    if (value === null) return Number.NaN;
    const place = levels.indexOf(String(value));
    return kind === 'number' ? Number(value) : place < 0 ? levels.length : place;
  });
}

function textOf({ columns, means }: BoostingLearnt, at: number, cells: Cells, { origin }: Called): string {
  const { name, kind } = columns[at] as Predictor;
  const value = cells(name);
  return valueText(name, value, kind === 'number' ? Number(value) > (means[at] as number) : undefined, origin);
}

/** The column of a step that has the number of a tree's leaf. */
function leafOf(mark: string, tree: number): string {
  return `${mark}leaf_${tree}`;
}
