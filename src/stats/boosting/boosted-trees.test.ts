import { describe, expect, it } from 'vitest';
import { rocAuc } from '../evaluate/roc-auc.js';
import { random } from '../random.js';
import { nodeValue } from './boosted-node.js';
import { boostedScore } from './boosted-score.js';
import { boostedScores } from './boosted-scores.js';
import { boostedTrees } from './boosted-trees.js';

/** Numbers, categories in no order, and missing values that say something; the truth is known. */
function sample(rows: number, seed: number) {
  const { uniform } = random(seed);
  const columns = [new Float64Array(rows), new Float64Array(rows), new Float64Array(rows), new Float64Array(rows)];
  const [x, category, lacking, noise] = columns as [Float64Array, Float64Array, Float64Array, Float64Array];
  const truth = new Float64Array(rows);
  const labels = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    x[row] = uniform();
    category[row] = Math.floor(uniform() * 12);
    lacking[row] = uniform() < 0.3 ? Number.NaN : uniform();
    noise[row] = uniform();
    truth[row] =
      4 * (x[row] as number) -
      3 +
      ((category[row] as number) % 3 === 0 ? 1.5 : 0) +
      (Number.isNaN(lacking[row]) ? 1 : 0);
    labels[row] = Number(uniform() < 1 / (1 + Math.exp(-(truth[row] as number))));
  }
  const rowAt = (row: number) => columns.map(column => column[row] as number);
  return { columns, labels, truth, rowAt };
}

describe('boosted trees', () => {
  const { columns, labels } = sample(4000, 1);
  const other = sample(4000, 2);
  const options = { categorical: [1], trees: 60 };
  const model = boostedTrees(columns, labels, options);
  const aucOf = (found: typeof model) =>
    rocAuc(
      other.labels,
      Array.from(other.labels, (_, row) => boostedScore(found, other.rowAt(row))),
    )?.auc as number;

  it('scores many rows as one by one, bit for bit, also with codes and gaps that it has not seen', () => {
    const strange = other.columns.map((column, at) =>
      column.map((value, row) => (row % 7 === at ? Number.NaN : value)),
    );
    strange[1] = (strange[1] as Float64Array).map((code, row) => (row % 11 === 0 ? 40 : code));
    const rows = Uint32Array.from({ length: 4000 }, (_, row) => 3999 - row);
    const each = Float64Array.from(rows, row =>
      boostedScore(
        model,
        strange.map(column => column[row] as number),
      ),
    );
    expect(boostedScores(model, strange, rows)).toEqual(each);
  });

  it('come near to what can be known of other rows', () => {
    const best = rocAuc(other.labels, other.truth)?.auc as number;
    expect(aucOf(model)).toBeGreaterThan(best - 0.02);
    expect(aucOf(model)).toBeLessThanOrEqual(best + 0.005);
  });

  it('begin at the log-odds of all, and with one split step towards each side as Newton does: by hand', () => {
    const one = boostedTrees([[1, 1, 1, 2, 2, 2]], [0, 0, 1, 1, 1, 0], {
      trees: 1,
      maxLeaves: 2,
      minLeaf: 1,
      learningRate: 1,
    });
    expect(one.base).toBe(0);
    // On each side two of three: derivatives sum to ∓.5, second ones to .75.
    expect(one.trees[0]?.split).toMatchObject({ column: 0, threshold: 1.5 });
    expect(one.trees[0]?.split?.left.value).toBeCloseTo(-2 / 3, 6);
    expect(one.trees[0]?.split?.right.value).toBeCloseTo(2 / 3, 6);
    const drawn = boostedTrees([[1, 1, 1, 2, 2, 2]], [0, 0, 1, 1, 1, 0], {
      trees: 1,
      maxLeaves: 2,
      minLeaf: 1,
      ridge: 1,
    });
    expect(drawn.trees[0]?.split?.left.value).toBeCloseTo((-0.1 * 0.5) / 1.75, 6);
  });

  it('have values whose sum is the same in any order, exactly', () => {
    const values = [model.base, ...model.trees.map(tree => nodeValue(tree, other.rowAt(0)))];
    const sum = values.reduceRight((so, value) => so + value, 0);
    expect(sum).toBe(boostedScore(model, other.rowAt(0)));
    expect(Number.isInteger(sum * 2 ** 32)).toBe(true);
  });

  it('send a missing value where that gains more, alone if need be', () => {
    const lacking = [Number.NaN, Number.NaN, Number.NaN, 5, 5, 5];
    const one = boostedTrees([lacking], [1, 1, 1, 0, 0, 1], { trees: 1, maxLeaves: 2, minLeaf: 1 });
    expect(one.trees[0]?.split).toMatchObject({ column: 0, missing: 'right', left: { rows: 3 }, right: { rows: 3 } });
    expect(boostedScore(one, [Number.NaN])).toBeGreaterThan(boostedScore(one, [5]));
    expect(boostedScore(one, [1e300])).toBe(boostedScore(one, [5]));
    expect(JSON.parse(JSON.stringify(one))).toEqual(one);
  });

  it('count the rows of each leaf as their questions send them', () => {
    const [tree] = model.trees;
    const counts = new Map<number, number>();
    const value = (row: number) =>
      nodeValue(
        tree as NonNullable<typeof tree>,
        columns.map(column => column[row] as number),
      );
    labels.forEach((_, row) => {
      counts.set(value(row), (counts.get(value(row)) ?? 0) + 1);
    });
    const leaves: number[][] = [];
    const visit = (node: NonNullable<typeof tree>): void => {
      if (!node.split) leaves.push([node.value, node.rows]);
      else for (const side of [node.split.left, node.split.right]) visit(side);
    };
    visit(tree as NonNullable<typeof tree>);
    expect(leaves.length).toBeGreaterThan(10);
    expect(new Map(leaves.map(([at, rows]) => [at as number, rows as number]))).toEqual(counts);
  });

  it('are the same bytes on one thread and on three', () => {
    const many = sample(40_000, 3);
    const [one, three] = [1, 3].map(threads =>
      JSON.stringify(boostedTrees(many.columns, many.labels, { categorical: [1], trees: 4, threads })),
    );
    expect(three).toBe(one);
    expect(JSON.stringify(boostedTrees(columns, labels, options))).toBe(JSON.stringify(model));
  });

  it('end with the tree of the least log-loss on rows held out', () => {
    const validation = { columns: other.columns, labels: other.labels, rounds: 5 };
    const stopped = boostedTrees(columns, labels, { categorical: [1], trees: 400, learningRate: 0.3, validation });
    const losses = stopped.validation as number[];
    expect(losses.length).toBe(stopped.trees.length + 5);
    expect(losses[stopped.trees.length - 1]).toBe(Math.min(...losses));
  });

  it('keep to leaves and depth, and are none where nothing can be asked', () => {
    const shallow = boostedTrees(columns, labels, { trees: 3, maxDepth: 1 });
    expect(shallow.trees.every(tree => tree.split && !tree.split.left.split && !tree.split.right.split)).toBe(true);
    expect(boostedTrees([[1, 1, 1, 1]], [0, 1, 1, 1], { minLeaf: 1 })).toEqual({
      base: expect.closeTo(Math.log(3), 9),
      trees: [],
    });
    expect(boostedTrees([[Number.NaN, Number.NaN]], [0, 1], { minLeaf: 1 }).trees).toEqual([]);
  });

  it('refuse one class, no row, and what is no label', () => {
    expect(() => boostedTrees([[1, 2]], [1, 1])).toThrow('boosting needs rows of both classes: 2 of 2 are positive');
    expect(() => boostedTrees([[]], [])).toThrow('boosting needs rows of both classes: 0 of 0 are positive');
    expect(() => boostedTrees([[1]], [3])).toThrow('a label is 0 or 1, not 3');
    expect(() => boostedTrees([[1]], [0, 1])).toThrow('a column of 1 rows for 2 labels');
  });

  it('take the commonest of ten thousand categories, and the others as missing', () => {
    const many = Float64Array.from({ length: 20_000 }, (_, row) => (row % 2 === 0 ? row % 6 : row));
    const yes = Uint8Array.from(many, (value, row) => Number(row % 2 === 0 ? value === 4 : row % 3 === 0));
    const found = boostedTrees([many], yes, { categorical: [0], trees: 30 });
    expect(boostedScore(found, [4])).toBeGreaterThan(1);
    expect(boostedScore(found, [2])).toBeLessThan(-1);
    expect(boostedScore(found, [123_456])).toBe(boostedScore(found, [Number.NaN]));
  });
});
