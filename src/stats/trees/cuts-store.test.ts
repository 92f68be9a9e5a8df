import { describe, expect, it } from 'vitest';
import { random } from '../random.js';
import { type CodedColumn, codedColumns } from './bins.js';
import { classificationTree } from './classification-tree.js';
import { halfway } from './cut-points.js';
import { cutsStore } from './cuts-store.js';
import { type Growth, grow, type RowStore } from './grow.js';
import { gini } from './impurity.js';
import { plainStore } from './plain-store.js';

const { uniform } = random(11);
const rows = 4200;
/** Fine and coarse, with and without missing values, one that is nearly always missing, and a constant. */
const columns = [uniform, () => Math.floor(uniform() * 9), sometimes(0.3), sometimes(0.995), () => 7].map(draw =>
  Float64Array.from({ length: rows }, draw),
);
const labels = Uint8Array.from({ length: rows }, (_, row) => {
  const [x = 0, whole = 0, lacking = 0] = columns.map(column => column[row] as number);
  return Number(uniform() < (x + whole / 9 + (Number.isNaN(lacking) ? 1 : lacking)) / 3);
});

function sometimes(missing: number): () => number {
  return () => (uniform() < missing ? Number.NaN : Math.round(uniform() * 500) / 500);
}

const growth: Growth = {
  ...{ columns: [], weights: Float64Array.of(1, 1), purity: gini, minLeaf: 1, minSplit: 2, minDecrease: 0 },
  ...{ maxDepth: 12, maxLeaves: Number.POSITIVE_INFINITY, isDirected: true, cut: halfway },
  leafOf: counts => ({ counts, label: counts.indexOf(Math.max(...counts)) }),
};

/** Truth: the same growth over rows that are counted and scanned in TypeScript. */
describe('a tree whose cuts the kernel finds', () => {
  it.each([
    ['of every depth, down to pure leaves', { maxDepth: 100 }],
    ['of some leaves of at least 20 rows', { maxLeaves: 31, minLeaf: 20 }],
    ['whose rows of a class weigh more', { weights: Float64Array.of(0.3, 2.1), minLeaf: 5 }],
    ['of a class that counts for nothing', { weights: Float64Array.of(1, 0) }],
    ['with a threshold on the upper value, which goes left with it', { cut: (_: number, above: number) => above }],
  ])('is the same %s', (_, options: Partial<Growth>) => {
    const grown = { ...growth, ...options };
    expect(tree(grown, own => cutsStore(own, labels, { ...grown, columns: own }))).toEqual(
      tree(grown, own => plainStore({ columns: own, labels, classes: 2, surrogates: 0, cut: grown.cut })),
    );
  });

  it('is the same of binned columns', () => {
    const own = codedColumns(columns, new Set(), 50);
    const stores = [
      cutsStore(own, labels, { ...growth, columns: own }),
      plainStore({ columns: own, labels, classes: 2, surrogates: 0, cut: halfway }),
    ] as RowStore<unknown>[];
    const [first, second] = stores.map(store => grow({ ...growth, columns: own }, store));
    expect(first).toEqual(second);
  });

  it('has as many codes as fit: 65,535 different values', () => {
    const values = Float64Array.from({ length: 65_535 }, (_, row) => (row * 7919) % 65_537);
    const above = Uint8Array.from(values, value => Number(value > 60_000.5));
    const { split } = classificationTree([values], above, 2);
    expect(split?.threshold).toBe(60_000.5);
    expect([split?.left.split, split?.right.split]).toEqual([undefined, undefined]);
  });
});

function tree<Rows>(grown: Growth, storeOf: (own: CodedColumn[]) => RowStore<Rows>) {
  const own = codedColumns(columns, new Set(), Number.POSITIVE_INFINITY);
  return grow({ ...grown, columns: own }, storeOf(own));
}
