import { expect, it } from 'vitest';
import { random } from '../../src/stats/random.js';
import { doubles, integers, type Table, texts } from '../../src/table.js';
import { fittedBy } from '../../src/warehouse/fit-engine.js';
import type { Model } from '../model.js';
import type { TreeFitted } from './fit.js';
import { tree } from './index.js';
import { type TreeOptions, treeDefaults } from './options.js';

interface Example {
  target: string;
  x: number | null;
  y: number;
  word: string;
}

/** Two numbers that say much and little of the class; no two values of a column are equal. */
const examples: Example[] = Array.from({ length: 400 }, (_, row) => {
  const { uniform } = random(row + 1);
  const [x, y] = [uniform() * 10, uniform() * 10];
  const isLeft = uniform() < (x > 6 ? 0.9 : y > 7 ? 0.6 : 0.1);
  return { target: isLeft ? 'left' : 'stayed', x, y, word: x > 5 ? 'much' : 'little' };
});

const tableOf = (rows: Example[]): Table => ({
  rows: rows.length,
  columns: [
    texts('_target', rows, ({ target }) => target),
    integers('_row', [...rows.keys()], row => row + 1),
    { name: 'as_of', type: { kind: 'date' }, values: new Int32Array(rows.length) },
    doubles('x', rows, ({ x }) => x),
    doubles('y', rows, ({ y }) => y),
    texts('word', rows, ({ word }) => word),
  ],
});

const options = { ...treeDefaults, columns: ['x', 'y'] };
const fitted = async (by: 'own' | 'reference', more: Partial<TreeOptions> = {}, rows = examples) =>
  (await fittedBy(tree as Model, by)).fit(tableOf(rows), { ...options, ...more }) as TreeFitted;

/**
 * Truth: ml-cart. Where no values are equal both try every cut halfway between two rows of different classes, and take the first of the best;
 * deep down, where few rows are left, cuts are equally good and ml-cart's rounding decides.
 */
it.each([{}, { depth: 2 }, { complexity: 0, depth: 3 }, { complexity: 0, depth: 4 }])(
  'grows the tree of ml-cart: %o',
  async more => {
    const [own, other] = [await fitted('own', { leaf: 1, ...more }), await fitted('reference', { leaf: 1, ...more })];
    expect(own.tree.split).toBeDefined();
    expect(other).toEqual(own);
  },
);

it('keeps to the fewest rows of a leaf, which ml-cart does not know', async () => {
  const { tree: root } = await fitted('reference', { leaf: 50, complexity: 0 });
  const smallest = (node: TreeFitted['tree']): number =>
    node.split
      ? Math.min(smallest(node.split.left), smallest(node.split.right))
      : node.counts.reduce((sum, count) => sum + count, 0);
  expect(root.split).toBeDefined();
  expect(smallest(root)).toBeGreaterThanOrEqual(50);
});

it('is a leaf where there is no row, one row, or one class', async () => {
  for (const rows of [[], examples.slice(0, 1), examples.filter(({ target }) => target === 'left')])
    expect(await fitted('reference', {}, rows)).toEqual(await fitted('own', {}, rows));
});

it('says in words what ml-cart does not do', async () => {
  const lacking = examples.map((one, at) => (at === 3 ? { ...one, x: null } : one));
  const many = Array.from({ length: 20_001 }, (_, at) => examples[at % 400] as Example);
  const cases: [Partial<TreeOptions>, Example[], RegExp][] = [
    [{ columns: ['x', 'word'] }, examples, /asks of numbers only, and word has words/],
    [{}, lacking, /needs every value, and x lacks some/],
    [{ criterion: 'entropy' }, examples, /knows gini only, not entropy/],
    [{ prune: 'one_se' }, examples, /is cut back by complexity only, not by one_se/],
    [{}, many, /takes hours beyond 20000 rows, and there are 20001/],
  ];
  for (const [more, rows, message] of cases)
    await expect(fitted('reference', more, rows)).rejects.toMatchObject({ message, code: 2 });
  expect((await fitted('reference', { missing: 'leave_out' }, lacking)).incomplete).toBe(1);
});
