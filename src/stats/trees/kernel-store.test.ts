import { describe, expect, it } from 'vitest';
import { random } from '../random.js';
import { codedColumns } from './bins.js';
import { classificationTree } from './classification-tree.js';
import { halfway } from './cut-points.js';
import { grow } from './grow.js';
import { gini } from './impurity.js';
import { kernelColumns } from './kernel-columns.js';
import { kernelStore, kernelTables } from './kernel-store.js';
import { plainStore } from './plain-store.js';

const rows = 20_000;
const { uniform } = random(4);
const columns = Array.from({ length: 6 }, (_, at) =>
  Float64Array.from({ length: rows }, () => {
    const drawn = uniform();
    if (at === 1) return Math.floor(drawn * 40);
    return at === 2 && drawn < 0.25 ? Number.NaN : drawn;
  }),
);
const labels = Uint8Array.from({ length: rows }, (_, row) => {
  const [x = 0, category = 0, lacking = 0, y = 0] = columns.map(column => column[row] as number);
  const score = x * y * 4 - 1.5 + (category % 7 === 0 ? 1.5 : 0) + (Number.isNaN(lacking) ? x : lacking / 2);
  return Number(uniform() < 1 / (1 + Math.exp(-score)));
});

const growth = {
  ...{ weights: Float64Array.of(1, 1), purity: gini, minLeaf: 7, minSplit: 20, minDecrease: 0, isDirected: true },
  ...{ maxDepth: 8, maxLeaves: Number.POSITIVE_INFINITY, cut: halfway },
  leafOf: (counts: number[]) => ({ counts, label: counts.indexOf(Math.max(...counts)) }),
};
const plain = { labels, classes: 2, surrogates: 0, cut: halfway };

/** Truth: the same growth over rows that are counted anew at each node in TypeScript. */
describe('a tree grown in the kernel', () => {
  it.each([Number.POSITIVE_INFINITY, 40])('asks what one grown without asks, with at most %d leaves', maxLeaves => {
    const own = codedColumns(columns, new Set([1]), 255);
    const wanted = grow({ ...growth, maxLeaves, columns: own }, plainStore({ ...plain, columns: own }));
    const coded = kernelColumns(columns, [1]);
    const store = kernelStore(coded, labels, { nodes: 40, threads: 2, cut: halfway });
    expect(grow({ ...growth, maxLeaves, columns: kernelTables(coded) }, store)).toEqual(wanted);
    store.close();
  });

  it('is the same on any number of threads', () => {
    const options = { bins: 255, categorical: [1], maxLeaves: 31, maxDepth: 30 };
    const [one, two] = [1, 2].map(threads =>
      JSON.stringify(classificationTree(columns, labels, 2, { ...options, threads })),
    );
    expect(two).toBe(one);
  });
});
