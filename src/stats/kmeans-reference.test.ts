import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../fixtures/rounds.js';
import { kmeans } from './kmeans.js';
import { random } from './random.js';

/** Coordinates are whole eighths, so that plain sums of them are exact; few values make ties, equal rows and constant columns. */
const cases = fc
  .record({
    seed: fc.nat(1e6),
    rows: fc.integer({ min: 1, max: 300 }),
    dimensions: fc.integer({ min: 1, max: 40 }),
    k: fc.integer({ min: 1, max: 20 }),
    values: fc.constantFrom(2, 5, 1000, 2 ** 30),
    offset: fc.constantFrom(0, 0.125, -3e6),
  })
  .map(({ k, ...shape }) => ({ columns: columnsOf(shape), k, seed: shape.seed }));

describe('kmeans, against Lloyd iterations as they are written in books', () => {
  it('gives the same labels, centres, sums and iterations, to the last bit', () => {
    fc.assert(
      fc.property(cases, ({ columns, k, seed }) => {
        const start = distinct(columns, k, seed);
        const wanted = plainLloyd(rowsOf(columns), start);
        if (wanted.isLeftEmpty) return;
        const found = kmeans(columns, { k: start.length, starts: [start], finish: 'lloyd' });
        expect(found.iterations).toBe(wanted.iterations);
        expect([...found.labels].map(label => found.centers[label])).toEqual(
          wanted.labels.map(label => wanted.centers[label]),
        );
        expect(found.sse).toBeCloseTo(wanted.sse, 9 - Math.ceil(Math.log10(wanted.sse + 1)));
      }),
      { seed: 5, numRuns: rounds(100) },
    );
  });

  it('does so where floats cannot tell', () => {
    // Rows a billionth apart in a range of one: a float has seven digits.
    const { uniform } = random(8);
    const near = Array.from({ length: 400 }, () => 0.5 + Math.round(uniform() * 200) * 2 ** -30);
    const columns = [[...near, 0, 1], Array.from({ length: 402 }, () => 0)];
    const start = [
      [0.5, 0],
      [0.5 + 150 * 2 ** -30, 0],
      [0, 0],
      [1, 0],
    ];
    const wanted = plainLloyd(rowsOf(columns), start);
    const found = kmeans(columns, { k: 4, starts: [start], finish: 'lloyd' });
    expect(wanted.iterations).toBeGreaterThan(3);
    expect(found.iterations).toBe(wanted.iterations);
    expect([...found.labels].map(label => found.centers[label])).toEqual(
      wanted.labels.map(label => wanted.centers[label]),
    );
  });
});

describe('kmeans, whatever the threads and the order of the rows', () => {
  const shape = { seed: 4, rows: 70_000, dimensions: 3, k: 5 };
  const { uniform } = random(shape.seed);
  const columns = Array.from({ length: shape.dimensions }, () =>
    Float64Array.from(
      { length: shape.rows },
      (_, row) => (row % 5) + uniform() * uniform() * 3 + (row % 3 === 0 ? 0 : 1),
    ),
  );
  const options = { k: shape.k, nInit: 2 };
  const one = kmeans(columns, { ...options, threads: 1 });

  it.each([2, 4])('gives the same bytes on %i threads', threads => {
    // Helpers come when they have started: later calls have them from the beginning.
    for (let again = 0; again < 3; again++) expect(kmeans(columns, { ...options, threads })).toEqual(one);
  });

  it.each([2, 4])('gives the same bytes of few rows, in smaller pieces, on %i threads', threads => {
    const few = columns.map(column => column.subarray(0, 9000));
    const alone = kmeans(few, { ...options, nInit: 5, threads: 1 });
    for (let again = 0; again < 3; again++) expect(kmeans(few, { ...options, nInit: 5, threads })).toEqual(alone);
  });

  it('gives the same bytes for shuffled rows', () => {
    const order = shuffled(shape.rows, 7);
    const { labels, ...rest } = kmeans(
      columns.map(column => column.map((_, row) => column[order[row] as number] as number)),
      { ...options, threads: 2 },
    );
    const back = new Uint16Array(shape.rows);
    order.forEach((from, row) => {
      back[from] = labels[row] as number;
    });
    expect({ ...rest, labels: back }).toEqual(one);
  });

  it('gives the same bytes for shuffled rows of few values, of which many are equal and some clusters are left empty', () => {
    fc.assert(
      fc.property(cases, fc.nat(1e6), ({ columns: given, k }, seed) => {
        const width = Math.min(k, new Set(rowsOf(given).map(row => row.join())).size);
        const start = Array.from({ length: width }, () => rowsOf(given)[0] as number[]);
        const order = shuffled(given[0]?.length ?? 0, seed);
        const turned = given.map(column => Array.from(order, from => column[from] as number));
        for (const more of [{ nInit: 2 }, { starts: [start] }]) {
          const there = kmeans(given, { k: width, ...more });
          const back = kmeans(turned, { k: width, ...more });
          expect({ ...back, labels: [...back.labels] }).toEqual({
            ...there,
            labels: Array.from(order, from => there.labels[from]),
          });
        }
      }),
      { seed: 6, numRuns: rounds(40) },
    );
  });
});

interface Shape {
  seed: number;
  rows: number;
  dimensions: number;
  values: number;
  offset: number;
}

function columnsOf({ seed, rows, dimensions, values, offset }: Shape): number[][] {
  const { uniform } = random(seed);
  return Array.from({ length: dimensions }, (_, d) =>
    Array.from({ length: rows }, () => (d % 5 === 3 ? 1 : Math.floor(uniform() * values) / 8) + offset),
  );
}

const rowsOf = (columns: number[][]) =>
  (columns[0] ?? []).map((_, row) => columns.map(column => column[row] as number));

/** Up to k rows that differ, drawn by a seed. */
function distinct(columns: number[][], k: number, seed: number): number[][] {
  const rows = rowsOf(columns);
  const seen = new Map(Array.from(shuffled(rows.length, seed), row => [rows[row]?.join(), rows[row] as number[]]));
  return [...seen.values()].slice(0, k);
}

function shuffled(length: number, seed: number): Uint32Array {
  const { uniform } = random(seed);
  const order = Uint32Array.from({ length }, (_, at) => at);
  for (let at = length - 1; at > 0; at--) {
    const other = Math.floor(uniform() * (at + 1));
    [order[at], order[other]] = [order[other] as number, order[at] as number];
  }
  return order;
}

function plainLloyd(rows: number[][], start: number[][]) {
  let centers = start;
  let labels: number[] = [];
  for (let iterations = 1; ; iterations++) {
    const next = rows.map(row => nearest(row, centers));
    const isSame = next.every((label, row) => label === labels[row]);
    labels = next;
    const groups = centers.map((_, at) => rows.filter((_, row) => next[row] === at));
    const sse = () => rows.reduce((sum, row, at) => sum + distance(row, centers[next[at] as number] as number[]), 0);
    if (groups.some(group => group.length === 0)) return { labels, centers, iterations, sse: 0, isLeftEmpty: true };
    const means = groups.map(group =>
      (group[0] as number[]).map((_, d) => group.reduce((sum, row) => sum + (row[d] as number), 0) / group.length),
    );
    const isStill = means.flat().every((value, at) => value === centers.flat()[at]);
    centers = means;
    if (isSame || isStill) return { labels, centers, iterations, sse: sse(), isLeftEmpty: false };
  }
}

function nearest(row: number[], centers: number[][]): number {
  const distances = centers.map(center => distance(row, center));
  return distances.indexOf(Math.min(...distances));
}

const distance = (row: number[], center: number[]) =>
  row.reduce((sum, value, d) => sum + (value - (center[d] as number)) ** 2, 0);
