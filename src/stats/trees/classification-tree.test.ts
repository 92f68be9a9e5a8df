import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainBetween } from '../plain-between.js';
import { classificationTree } from './classification-tree.js';
import { pruneTree, treeLeaves } from './prune-tree.js';
import { type TreeNode, treeLabel } from './tree.js';
import { type ColumnBound, treeRules } from './tree-rules.js';

/** `x0 <= 2.5 ? (…) : …`, so that a tree is read in one line. */
function text({ label, split }: TreeNode): string {
  if (!split) return String(label);
  return `(x${split.column} <= ${Number(split.threshold?.toFixed(6))} ? ${text(split.left)} : ${text(split.right)})`;
}

const rowsOf = (columns: number[][]) =>
  (columns[0] ?? []).map((_, row) => columns.map(column => column[row] as number));

/** Truth: by hand, unless said otherwise. */
describe('a classification tree', () => {
  it('asks for the cut that lowers impurity most, and stops where all are of one class', () => {
    const tree = classificationTree(
      [
        [1, 2, 3, 4],
        [0, 0, 0, 1],
      ],
      [0, 0, 1, 1],
      2,
    );
    expect(text(tree)).toBe('(x0 <= 2.5 ? 0 : 1)');
    expect(tree.counts).toEqual([2, 2]);
  });

  it('takes the first column and the lowest cut of equally good ones', () => {
    expect(
      text(
        classificationTree(
          [
            [5, 5, 5],
            [1, 2, 3],
            [1, 2, 3],
          ],
          [0, 1, 0],
          2,
          { maxDepth: 1 },
        ),
      ),
    ).toBe('(x1 <= 1.5 ? 0 : 0)');
  });

  it('is a leaf where nothing can be asked: one class, no column, equal values, or no row', () => {
    expect(text(classificationTree([[1, 2]], [1, 1], 2))).toBe('1');
    expect(text(classificationTree([], [0, 1, 1], 2))).toBe('1');
    expect(text(classificationTree([[3, 3]], [0, 1], 2))).toBe('0');
    expect(classificationTree([[]], [], 2)).toEqual({ counts: [0, 0], label: 0 });
  });

  it('keeps to the depth, to the rows of a leaf and to the least decrease', () => {
    const [columns, labels] = [[[1, 2, 3, 4, 5, 6]], [0, 1, 0, 1, 0, 1]] as const;
    expect(text(classificationTree([...columns], labels, 2, { maxDepth: 0 }))).toBe('0');
    expect(treeLeaves(classificationTree([...columns], labels, 2, { maxDepth: 2 }))).toHaveLength(3);
    const leaves = treeLeaves(classificationTree([...columns], labels, 2, { minLeaf: 2 }));
    expect(leaves.every(({ counts }) => (counts[0] as number) + (counts[1] as number) >= 2)).toBe(true);
    // Gini is 1/2 before; one row apart leaves 5/6 of 12/25: a decrease of 1/10.
    expect(text(classificationTree([...columns], labels, 2, { maxDepth: 1, minDecrease: 0.0999 }))).toBe(
      '(x0 <= 1.5 ? 0 : 1)',
    );
    expect(text(classificationTree([...columns], labels, 2, { maxDepth: 1, minDecrease: 0.1001 }))).toBe('0');
  });

  it('sends missing values to the side where they split better, else to the side of more rows', () => {
    const tree = classificationTree([[1, 2, 3, Number.NaN]], [0, 0, 1, 0], 2);
    expect(tree.split).toMatchObject({ threshold: 2.5, missing: 'left' });
    expect(treeLabel(tree, [Number.NaN])).toBe(0);
    const whole = classificationTree([[1, 2, 3]], [0, 1, 1], 2);
    expect(whole.split?.missing).toBe('right');
    expect(treeLabel(whole, [Number.NaN])).toBe(1);
  });

  it('cuts where it is told to between two values', () => {
    expect(text(classificationTree([[4, 9]], [0, 1], 2, { cut: plainBetween }))).toBe('(x0 <= 6 ? 0 : 1)');
  });

  it('finds the best first cut of all, as trying every one does, whatever the order of the rows', () => {
    const value = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constant(Number.NaN));
    const row = fc.record({ x: value, y: value, label: fc.integer({ min: 0, max: 2 }) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 14 }), rows => {
        const columns = (all: typeof rows) => [all.map(one => one.x), all.map(one => one.y)];
        const labels = rows.map(one => one.label);
        const tree = classificationTree(columns(rows), labels, 3, { maxDepth: 1 });
        expect(impurity(tree)).toBeCloseTo(leastImpurity(columns(rows), labels), 9);
        const back = rows.toReversed();
        const turned = classificationTree(
          columns(back),
          back.map(one => one.label),
          3,
        );
        expect(turned).toEqual(classificationTree(columns(rows), labels, 3));
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('refuses labels that are no class, and columns of another length', () => {
    expect(() => classificationTree([[1]], [2], 2)).toThrow('a label is a class from 0 to 1, not 2');
    expect(() => classificationTree([[1]], [0, 1], 2)).toThrow('a column of 1 rows for 2 labels');
  });
});

describe('a pruned tree', () => {
  it('has no branch whose leaves are of one class', () => {
    const tree = classificationTree([[1, 2, 3]], [0, 1, 0], 2, { maxDepth: 1 });
    expect(text(tree)).toBe('(x0 <= 1.5 ? 0 : 0)');
    expect(text(pruneTree(tree))).toBe('0');
  });

  it('loses what its leaves are not worth, and keeps what they are', () => {
    // One row in ten is right by the second question only.
    const tree = classificationTree([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]], [0, 0, 0, 0, 0, 1, 1, 1, 1, 0], 2);
    expect(text(tree)).toBe('(x0 <= 5.5 ? 0 : (x0 <= 9.5 ? 1 : 0))');
    expect(text(pruneTree(tree, 0.09))).toBe(text(tree));
    expect(text(pruneTree(tree, 0.11))).toBe('(x0 <= 5.5 ? 0 : 1)');
    expect(text(pruneTree(tree, 1))).toBe('0');
  });
});

const file = '../shared/data/clustering/iris.csv';
const isAbsent = !existsSync(file);

/** Truth: scikit-learn 1.9.1, `DecisionTreeClassifier(max_depth=3)` on R's iris; the file's two known slips do not touch it. */
it.skipIf(isAbsent)(`${isAbsent ? `not run, ${file} is absent: ` : ''}grows as scikit-learn does on iris`, () => {
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map(line => line.split(','));
  const columns = [0, 1, 2, 3].map(at => lines.map(line => Number(line[at])));
  const species = ['Iris-setosa', 'Iris-versicolor', 'Iris-virginica'];
  const labels = lines.map(line => species.indexOf(line[4] as string));
  const tree = classificationTree(columns, labels, 3, { maxDepth: 3 });
  const right = rowsOf(columns).filter((row, at) => treeLabel(tree, row) === labels[at]);
  expect(right.length / 150).toBeCloseTo(0.9733333333, 9);
  // Petal length 2.45 and petal width 0.8 part setosa alike: the first column counts here, scikit-learn draws.
  expect(text(pruneTree(tree))).toBe('(x2 <= 2.45 ? 0 : (x3 <= 1.75 ? (x2 <= 4.95 ? 1 : 2) : 2))');
});

function impurity(tree: TreeNode): number {
  return treeLeaves(tree).reduce((sum, { counts }) => sum + giniTimesRows(counts), 0);
}

function giniTimesRows(counts: number[]): number {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  return rows === 0 ? 0 : rows - counts.reduce((sum, count) => sum + count * count, 0) / rows;
}

function leastImpurity(columns: number[][], labels: number[]): number {
  const countsAt = (rows: number[]) => [0, 1, 2].map(label => rows.filter(row => labels[row] === label).length);
  const all = labels.map((_, row) => row);
  const cuts = columns.flatMap(column =>
    column.flatMap(cut =>
      ['left', 'right'].map(missing => {
        const isLeft = (row: number) =>
          Number.isNaN(column[row]) ? missing === 'left' : (column[row] as number) <= cut;
        const isCut = all.some(row => (column[row] as number) > cut);
        return isCut ? [all.filter(isLeft), all.filter(row => !isLeft(row))] : [all];
      }),
    ),
  );
  return Math.min(
    ...[[all], ...cuts].map(parts => parts.reduce((sum, rows) => sum + giniTimesRows(countsAt(rows)), 0)),
  );
}

describe('the rules of a tree', () => {
  it('are its leaves, with one bound for each column', () => {
    const tree = classificationTree([[1, 2, 3, 4, Number.NaN]], [0, 1, 1, 0, 1], 2);
    expect(treeRules(tree)).toEqual([
      { label: 0, counts: [1, 0], bounds: [{ column: 0, upTo: 1.5, missing: false }] },
      { label: 1, counts: [0, 3], bounds: [{ column: 0, above: 1.5, upTo: 3.5, missing: true }] },
      { label: 0, counts: [1, 0], bounds: [{ column: 0, above: 3.5, missing: false }] },
    ]);
    expect(treeRules({ counts: [2], label: 0 })).toEqual([{ label: 0, counts: [2], bounds: [] }]);
  });

  it('fit every row once, and give it the class of the tree', () => {
    const value = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constant(Number.NaN));
    const row = fc.record({ x: value, y: value, label: fc.integer({ min: 0, max: 2 }) });
    const isIn = (bound: ColumnBound, one: number) =>
      Number.isNaN(one) ? bound.missing : one > (bound.above ?? -1e9) && one <= (bound.upTo ?? 1e9);
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), rows => {
        const columns = [rows.map(one => one.x), rows.map(one => one.y)];
        const tree = classificationTree(
          columns,
          rows.map(one => one.label),
          3,
        );
        const rules = treeRules(tree);
        for (const values of rowsOf(columns)) {
          const fitting = rules.filter(rule => rule.bounds.every(bound => isIn(bound, values[bound.column] as number)));
          expect(fitting.map(rule => rule.label)).toEqual([treeLabel(tree, values)]);
        }
      }),
      { seed: 3, numRuns: 200 },
    );
  });
});
