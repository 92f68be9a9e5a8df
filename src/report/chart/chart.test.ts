import { expect, it } from 'vitest';
import { bars } from './bars.js';
import { columns } from './columns.js';
import { curve } from './curve.js';
import { grid } from './grid.js';
import { line } from './line.js';
import { network } from './network.js';
import { tree } from './tree.js';

const described = { id: 'c', title: 'T', description: 'D' };
const months = Array.from(
  { length: 30 },
  (_, index) => `${2020 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`,
);

const charts = {
  columns: (values: number[]) =>
    columns({
      ...described,
      marks: values.map((value, index) => ({ month: months[index] as string, values: [value, value / 2], hint: 'h' })),
      series: [
        { name: 'one', colour: 'accent' },
        { name: 'two', colour: 'second' },
      ],
      write: String,
    }),
  line: (values: number[]) =>
    line({
      ...described,
      points: values.map((value, index) => ({ month: months[index] as string, value, hint: 'h', isFaded: index > 1 })),
      write: String,
    }),
  tree: (values: number[]) =>
    tree({
      ...described,
      nodes: values.map((value, at) => ({
        ...{ parent: at === 0 ? undefined : at - 1, depth: at, label: 'x'.repeat(90), text: '1 of 2' },
        ...{ share: Math.min(1, Math.max(0, value)), isLeaf: at === values.length - 1 },
      })),
    }),
  bars: (values: number[]) =>
    bars({
      ...described,
      rows: values.map(value => ({ label: 'x'.repeat(90), values: [{ value, text: '1' }] })),
      series: [{ name: 'one', colour: 'accent' }],
    }),
  grid: (values: number[]) =>
    grid({
      ...described,
      rows: [{ label: 'r', cells: [null, ...values.map(value => ({ value, text: '1', hint: 'h', isOpen: true }))] }],
      columns: ['0', ...values.map(String)],
      rowTitle: 'r',
      columnTitle: 'c',
      most: 100,
      width: 960,
      cellHeight: 20,
    }),
  network: (values: number[]) =>
    network({
      ...described,
      links: values.map((value, index) => ({
        from: `n${index}`,
        to: `n${index * 2}`,
        weight: Math.abs(value) / 100,
        hint: 'h',
      })),
    }),
  curve: (values: number[]) =>
    curve({
      ...described,
      points: values.map((value, index) => ({ x: index / 10, y: value / 100 })),
      pins: [{ x: 0.2, y: 0.7, text: 'p' }],
      xTitle: 'x',
      write: String,
    }),
};

it.each(Object.entries(charts))(
  '%s draws nothing, one, zeros, negatives and thirty without a broken number',
  (_, draw) => {
    for (const values of [[], [5], [0, 0], [-5, 3, -100], months.map((_, index) => index)]) {
      const svg = draw(values).toString();
      expect(svg).toMatch(
        /^<svg class="(half|full)" viewBox="0 0 \d+ \d+" role="img" aria-labelledby="c-title c-desc"/,
      );
      expect(svg).not.toMatch(/NaN|undefined|Infinity|height="-|width="-/);
    }
  },
);

it('columns stand on zero and are as high as their share of the axis', () => {
  const svg = charts.columns([100]).toString();
  const [first, second] = [
    ...svg.matchAll(/<rect class="(?:accent|second)" x="[\d.]+" y="([\d.]+)" width="[\d.]+" height="([\d.]+)"/g),
  ];
  expect([first?.[1], first?.[2]]).toEqual(['90', '120']);
  expect([second?.[1], second?.[2]]).toEqual(['30', '60']);
});

it('names of points that are near on a curve stand below each other, the left one lower', () => {
  // As drawn of a shop whose best 7 % bring 83 %: both names are some 200 units long, and the points 106 apart.
  const pins = [
    { x: 0.19, y: 0.933, text: 'right' },
    { x: 0.07, y: 0.832, text: 'left' },
  ];
  const svg = String(curve({ ...described, points: pins, pins, xTitle: 'x', write: String }));
  const [right, left] = ['right', 'left'].map(text => Number(new RegExp(`y="([\\d.]+)">${text}<`).exec(svg)?.[1]));
  expect((left ?? 0) - (right ?? 0)).toBeGreaterThanOrEqual(24);
});

it('beside two bars a long name stands in two lines, so that names that differ at their end are told apart', () => {
  const series = ['one', 'two'].map(name => ({ name, colour: 'soft' as const }));
  const values = [1, 2].map(value => ({ value, text: String(value) }));
  const of = (label: string) => String(bars({ ...described, rows: [{ label, values }], series }));
  const ended = of('Gone: high return order share and low recency');
  expect(ended).toContain('>Gone: high return order share</text>');
  expect(ended).toContain('>and low recency</text>');
  expect(of('Gone: high return order share and high spend')).toContain('>and high spend</text>');
});

it.each(['line', 'columns'] as const)(
  'the value of the highest of a %s lies over neither the axis nor the edge',
  kind => {
    const drawn = (values: number[]) => {
      const [, x] = /class="strong" x="([\d.]+)"/.exec(charts[kind](values).toString()) ?? [];
      return Number(x);
    };
    const half = '1000000000'.length * 4;
    const many = Array.from({ length: 29 }, () => 1);
    expect(drawn([1_000_000_000, ...many])).toBeGreaterThanOrEqual(56 + half);
    expect(drawn([...many, 1_000_000_000])).toBeLessThanOrEqual(464 - half);
  },
);
