import { describe, expect, it } from 'vitest';
import { boostedScore } from '../boosting/boosted-score.js';
import { boostedTrees } from '../boosting/boosted-trees.js';
import { rocAuc } from '../evaluate/roc-auc.js';
import { logisticRegression, logisticScore } from '../logistic/logistic-regression.js';
import { random } from '../random.js';
import { classificationTree } from '../trees/classification-tree.js';
import { classShares, goesLeft, type TreeNode, treeLeaf } from '../trees/tree.js';
import type { Columns } from '../value-order.js';
import { boostedContributions, type Contributions, treeContributions } from './contributions.js';
import { logisticContributions } from './logistic-contributions.js';
import { partialDependence } from './partial-dependence.js';
import { permutationImportance } from './permutation-importance.js';

const { uniform } = random(11);
const rows = 600;
const columns = [0, 1, 2, 3].map(at =>
  Float64Array.from({ length: rows }, () => {
    const drawn = uniform();
    if (at === 1) return Math.floor(drawn * 5);
    return at === 2 && drawn < 0.2 ? Number.NaN : drawn;
  }),
);
const at = (row: number, given: Columns = columns) => given.map(column => column[row] as number);
const labels = Uint8Array.from({ length: rows }, (_, row) => {
  const [x = 0, category = 0, lacking = 0, y = 0] = at(row);
  const score = 3 * x - 1 + (category % 2 === 0 ? 1 : -1) * (y > 0.5 ? 1.5 : 0.3) + (Number.isNaN(lacking) ? 1 : 0);
  return Number(uniform() < 1 / (1 + Math.exp(-score)));
});
const sumOf = ({ base, contributions }: Contributions) => contributions.reduce((sum, one) => sum + one, base);

interface Plain {
  rows: number;
  value: number;
  split?: { column: number; isLeft: (values: number[]) => boolean; left: Plain; right: Plain };
}

/** What a tree says where only some columns are known: an unknown one leaves a row on both sides, by their rows. */
function expectation({ split, value, rows: all }: Plain, values: number[], known: number): number {
  if (!split) return value;
  const { left, right, column } = split;
  if ((known >> column) & 1) return expectation(split.isLeft(values) ? left : right, values, known);
  return (left.rows * expectation(left, values, known) + right.rows * expectation(right, values, known)) / all;
}

/** Shapley's formula (1953), subset by subset. */
function shapley(tree: Plain, values: number[]): number[] {
  const factorial = [1, 1, 2, 6, 24];
  const size = (subset: number) => [0, 1, 2, 3].filter(one => (subset >> one) & 1).length;
  return values.map((_, column) => {
    let sum = 0;
    for (let subset = 0; subset < 16; subset++) {
      if ((subset >> column) & 1) continue;
      const weight = ((factorial[size(subset)] as number) * (factorial[3 - size(subset)] as number)) / 24;
      sum += weight * (expectation(tree, values, subset | (1 << column)) - expectation(tree, values, subset));
    }
    return sum;
  });
}

function plainTree(node: TreeNode): Plain {
  const own = { rows: node.counts.reduce((sum, count) => sum + count, 0), value: classShares(node)[1] as number };
  const { split } = node;
  if (!split) return own;
  const isLeft = (values: number[]) => goesLeft(split, values);
  return {
    ...own,
    split: { column: split.column, isLeft, left: plainTree(split.left), right: plainTree(split.right) },
  };
}

describe('contributions', () => {
  it.each(['direction', 'surrogates'] as const)(
    'of a tree are Shapley values, by trying every subset: missing values by %s',
    missing => {
      const tree = classificationTree(columns, labels, 2, { maxDepth: 6, minLeaf: 3, categorical: [1], missing });
      for (const row of [0, 1, 2, 3, 50, 99]) {
        const found = treeContributions(tree, at(row));
        expect(found.contributions).toEqual(shapley(plainTree(tree), at(row)).map(one => expect.closeTo(one, 10)));
        expect(sumOf(found)).toBeCloseTo(classShares(treeLeaf(tree, at(row)))[1] as number, 10);
      }
      // Of a row of which nothing is known it says the share of all.
      expect(treeContributions(tree, at(0)).base).toBeCloseTo(classShares(tree)[1] as number, 10);
    },
  );

  it('of boosted trees add up to the log-odds, tree by tree as by trying every subset', () => {
    const model = boostedTrees(columns, labels, { trees: 20, categorical: [1], maxLeaves: 8 });
    const plain = (node: (typeof model.trees)[number]): Plain => {
      const { split } = node;
      if (!split) return node as Plain;
      const isLeft = (values: number[]) => goesLeft(split, values);
      return {
        rows: node.rows,
        value: 0,
        split: { column: split.column, isLeft, left: plain(split.left), right: plain(split.right) },
      };
    };
    for (const row of [0, 7, 20, 99]) {
      const found = boostedContributions(model, at(row));
      const each = model.trees.map(tree => shapley(plain(tree), at(row)));
      const sums = [0, 1, 2, 3].map(column => each.reduce((sum, one) => sum + (one[column] as number), 0));
      expect(found.contributions).toEqual(sums.map(one => expect.closeTo(one, 10)));
      expect(sumOf(found)).toBeCloseTo(boostedScore(model, at(row)), 10);
    }
  });

  it('of a tree that asks nothing are none', () => {
    expect(treeContributions({ counts: [1, 3], label: 1 }, [5])).toEqual({ base: 0.75, contributions: [0] });
  });

  it('of a logistic regression are coefficients times distances from the means', () => {
    const whole = [columns[0], columns[3]] as Columns;
    const model = logisticRegression(whole, labels);
    const found = logisticContributions(model, at(5, whole), [0.5, 0.5]);
    expect(sumOf(found)).toBeCloseTo(logisticScore(model, at(5, whole)), 12);
    expect(found.contributions[0]).toBeCloseTo(
      (model.coefficients[0]?.estimate as number) * ((columns[0]?.[5] as number) - 0.5),
      12,
    );
  });
});

/** A model that looks at its first column only. */
const first = ([column]: Columns) => column as ArrayLike<number>;

it('importance by permutation is what a column is worth, and nothing for one that is not looked at', () => {
  const measure = (scores: ArrayLike<number>) => rocAuc(labels, scores)?.auc as number;
  const [x, category] = permutationImportance(columns, { predict: first, measure });
  const whole = measure(columns[0] as Float64Array);
  // Shuffled, the column says nothing: an AUC of one half.
  expect(x?.mean).toBeGreaterThan(whole - 0.5 - 0.05);
  expect(x?.mean).toBeLessThan(whole - 0.5 + 0.05);
  expect(category).toEqual({ column: 1, mean: 0, deviation: 0 });
  expect(permutationImportance(columns, { predict: first, measure })[0]).toEqual(x);
});

it('partial dependence is the mean over all rows with one value: by hand', () => {
  const product = ([x, y]: Columns) => Array.from(x as ArrayLike<number>, (value, row) => value * (y?.[row] as number));
  expect(
    partialDependence(
      [
        [1, 2, 3],
        [2, 4, 9],
      ],
      0,
      [0, 1, 10],
      product,
    ),
  ).toEqual([0, 5, 50]);
});
