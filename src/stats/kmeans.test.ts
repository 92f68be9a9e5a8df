import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { kmeans as mlKmeans } from 'ml-kmeans';
import { describe, expect, it } from 'vitest';
import { calinskiHarabasz } from './calinski-harabasz.js';
import { daviesBouldin } from './davies-bouldin.js';
import { kmeans } from './kmeans.js';
import { kmeansStarts } from './kmeans-draw.js';
import { random } from './random.js';
import { silhouette } from './silhouette.js';

const folder = '../shared/data/clustering';
const isAbsent = !existsSync(folder);
const title = isAbsent ? `not run, ${folder} is absent:` : '';

describe('kmeans', () => {
  describe.skipIf(isAbsent)(`${title} published sums of squares`, () => {
    it.each([
      [2, 152.347952, 0.681046],
      [3, 78.8514414, 0.552819],
      [4, 57.2284732, 0.498051],
      [5, 46.4461821, 0.488749],
      [6, 39.0399872, 0.364834],
    ])("R's iris in %i clusters: %d, silhouette %d", (k, sse, width) => {
      const { sse: found, converged, labels } = kmeans(irisOfR(), { k });
      expect(found / sse).toBeCloseTo(1, 8);
      expect(converged).toBe(true);
      expect(silhouette(irisOfR(), labels, k).value).toBeCloseTo(width, 6);
    });

    it("R's iris in 3 clusters: Calinski-Harabasz 561.6278, Davies-Bouldin 0.661972", () => {
      const { labels } = kmeans(irisOfR(), { k: 3 });
      expect(calinskiHarabasz(irisOfR(), labels, 3)).toBeCloseTo(561.6278, 4);
      expect(daviesBouldin(irisOfR(), labels, 3)).toBeCloseTo(0.661972, 6);
    });

    it.each([
      ['iris.csv', [0, 1, 2, 3], 2, '1.523687e+2'],
      ['iris.csv', [0, 1, 2, 3], 3, '7.89408e+1'],
      ['iris.csv', [0, 1, 2, 3], 4, '5.73179e+1'],
      ['wine.csv', [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 3, '2.37068969e+6'],
      ['s-set1.arff', [0, 1], 15, '8.917615616867e+12'],
      ['wholesale_customers.csv', [2, 3, 4, 5, 6, 7], 3, '8.03324e+10'],
    ])('%s, columns %j in %i clusters: %s', (file, columns, k, sse) => {
      const { sse: found } = kmeans(read(file, columns), { k });
      expect(found.toExponential(sse.replace(/e.*|\./g, '').length - 1)).toBe(sse);
    });
  });

  it('makes the partition of ml-kmeans from the same starts', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 4 }),
        (seed, k, d) => {
          const columns = drawn(seed, 60, d);
          const rows = rowsOf(columns);
          const start = rows.slice(0, k);
          const ours = kmeans(columns, { k, starts: [start], finish: 'lloyd' });
          const theirs = mlKmeans(rows, k, { initialization: start, tolerance: 0, maxIterations: 300 });
          if (new Set(theirs.clusters).size === k) expect(canonical(ours.labels)).toEqual(canonical(theirs.clusters));
        },
      ),
      { seed: 3, numRuns: 60 },
    );
  });

  it('does not depend on the order of the rows', () => {
    const columns = drawn(5, 200, 3);
    const there = kmeans(columns, { k: 6, nInit: 3 });
    const back = kmeans(
      columns.map(column => [...column].reverse()),
      { k: 6, nInit: 3 },
    );
    expect({ ...back, labels: [...back.labels].reverse() }).toEqual({ ...there, labels: [...there.labels] });
  });

  it('never ends above Lloyd when it is finished by transfers', () => {
    for (let seed = 0; seed < 30; seed++) {
      const columns = drawn(seed, 80, 2);
      const starts = [rowsOf(columns).slice(0, 5)];
      const [plain, finished] = (['lloyd', 'hartigan-wong'] as const).map(
        finish => kmeans(columns, { k: 5, starts, finish }).sse,
      );
      expect(finished).toBeLessThanOrEqual((plain as number) * (1 + 1e-12));
    }
  });

  it('gives an empty cluster the farthest point, and equal rows one cluster', () => {
    const { labels, sse } = kmeans([[0, 0, 1, 9]], { k: 3, starts: [[[0], [0], [0]]] });
    expect([...labels]).toEqual([0, 0, 1, 2]);
    expect(sse).toBe(0);
  });

  it('of one cluster is the mean', () => {
    expect(kmeans([[1, 2, 6]], { k: 1 })).toMatchObject({ centers: [[3]], sizes: [3], sse: 14, spread: [14] });
  });

  it('names what it cannot cluster', () => {
    expect(() =>
      kmeans(
        [
          [1, 2],
          [3, Number.NaN],
        ],
        { k: 1 },
      ),
    ).toThrow('column 1 is NaN in row 1');
    expect(() => kmeans([[1, 1, 2]], { k: 3 })).toThrow('3 clusters of 2 distinct rows');
    expect(() => kmeans([[1], [1, 2]], { k: 1 })).toThrow('column 1 has 2 rows');
    expect(() => kmeans([], { k: 1 })).toThrow('no rows');
    for (const k of [0, 1.5, Number.NaN, 65_536]) {
      expect(() => kmeans([[1, 2]], { k })).toThrow(`k is a whole number from 1 to 65535, not ${k}`);
      expect(() => kmeansStarts([[1, 2]], { k, nInit: 1, seed: 1 })).toThrow(`from 1 to 65535, not ${k}`);
    }
    expect(() => kmeans([[1, 2]], { k: 1, nInit: 0 })).toThrow('0 starts: there must be one or more');
    expect(() => kmeansStarts([[1, 2]], { k: 1, nInit: 0, seed: 1 })).toThrow('0 starts: there must be one or more');
  });
});

function read(file: string, columns: number[]): number[][] {
  const lines = readFileSync(`${folder}/${file}`, 'utf8')
    .split(/\r?\n/)
    .filter(line => /^[\d.]+,/.test(line));
  return columns.map(at => lines.map(line => Number(line.split(',')[at])));
}

/** The UCI file differs from Fisher's paper, and so from R, in records 35 and 38. */
function irisOfR(): number[][] {
  const iris = read('iris.csv', [0, 1, 2, 3]) as [number[], number[], number[], number[]];
  iris[3][34] = 0.2;
  iris[1][37] = 3.6;
  iris[2][37] = 1.4;
  return iris;
}

function drawn(seed: number, rows: number, dimensions: number): number[][] {
  const { uniform } = random(seed);
  return Array.from({ length: dimensions }, () => Array.from({ length: rows }, uniform));
}

const rowsOf = (columns: number[][]) =>
  (columns[0] ?? []).map((_, row) => columns.map(column => column[row] as number));

/** Labels renumbered in the order in which they appear. */
function canonical(labels: ArrayLike<number>): number[] {
  const seen = [...new Set(Array.from(labels))];
  return Array.from(labels, label => seen.indexOf(label));
}
