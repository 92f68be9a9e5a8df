import { expect, it } from 'vitest';
import { doubles, integers, texts } from '../../src/table.js';
import { tree } from './model.js';
import { treeDefaults } from './options.js';
import { rulesOf } from './rules.js';

const fitted = (values: number[], isHigh: (value: number) => boolean) =>
  tree.fit(
    {
      rows: values.length,
      columns: [
        texts('_target', values, value => (isHigh(value) ? 'high' : 'low')),
        integers('_row', [...values.keys()], row => row + 1),
        { name: 'as_of', type: { kind: 'date' }, values: new Int32Array(values.length) },
        doubles('x', values, value => value),
      ],
    },
    { ...treeDefaults, columns: ['x'], leaf: 1 },
  );

/** Truth: what stands in the words is held against every row that the tree was grown on. */
it.each([
  [400, 'of which few lie beside the bound'],
  [30_000, 'that are cut into bins'],
])('the bound that is read parts %d rows, %s, as the tree does', rows => {
  const values = Array.from({ length: rows }, (_, at) => 45.4666 + (at * 3e-4) / rows);
  const isHigh = (value: number) => value >= (values[Math.trunc(rows / 3)] as number);
  const rules = rulesOf(fitted(values, isHigh));
  expect(rules).toHaveLength(2);
  const [low, high] = rules.map(({ rule }) => rule.split(' '));
  expect([low?.slice(0, -1), high?.slice(0, -1)]).toEqual([
    ['x', 'at', 'most'],
    ['x', 'above'],
  ]);
  const bound = low?.at(-1) as string;
  expect(high?.at(-1)).toBe(bound);
  expect(rules.map(({ condition }) => condition.match(/[<>]=? ([\d.]+)e0/)?.[1])).toEqual([bound, bound]);
  expect(rules[0]?.rows).toBe(values.filter(value => value <= Number(bound)).length);
  expect(bound.length).toBeLessThan(12);
});
