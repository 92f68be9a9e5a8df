import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
// @ts-expect-error it has no types
import { DecisionTreeClassifier } from 'ml-cart';
import { describe, expect, it } from 'vitest';
import { classificationTree } from './classification-tree.js';
import { crossValidatedTree } from './cross-validated-tree.js';
import { pruneTree, treeLeaves } from './prune-tree.js';
import { classShares, type TreeNode, treeLabel, treeLeaf } from './tree.js';
import { treeCosts } from './tree-costs.js';
import { type ColumnBound, treeRules } from './tree-rules.js';
import { riskOf } from './tree-worths.js';

const rowsOf = (columns: number[][]) =>
  (columns[0] ?? []).map((_, row) => columns.map(column => column[row] as number));
const category = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 0, max: 4 }) }, fc.constant(Number.NaN));

/** Truth: by hand or by trying everything, unless said otherwise. */
describe('categories', () => {
  it('are put into two sides, in no order of their numbers', () => {
    const tree = classificationTree([[0, 0, 1, 1, 2, 2]], [1, 1, 0, 0, 1, 1], 2, { categorical: [0] });
    expect(tree.split).toMatchObject({ categories: { left: [1], right: [0, 2] }, missing: 'right' });
    expect(treeLabel(tree, [1])).toBe(0);
    expect(treeLabel(tree, [2])).toBe(1);
    // One that the fit has not seen goes where a missing value goes.
    expect(treeLabel(tree, [7])).toBe(1);
    expect(JSON.parse(JSON.stringify(tree))).toEqual(tree);
  });

  it.each([2, 3])('of %i classes are divided as well as any division can', classes => {
    const row = fc.record({ x: fc.integer({ min: 0, max: 5 }), label: fc.integer({ min: 0, max: classes - 1 }) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 16 }), rows => {
        const [column, labels] = [rows.map(one => one.x), rows.map(one => one.label)];
        const tree = classificationTree([column], labels, classes, { categorical: [0], maxDepth: 1 });
        const found = treeLeaves(tree).reduce((sum, leaf) => sum + impurity(leaf.counts), 0);
        expect(found).toBeCloseTo(leastByDivision(column, labels, classes), 9);
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  it('make rules that fit every row once, also where categories or values are missing or new', () => {
    const row = fc.record({ x: category, y: category, label: fc.integer({ min: 0, max: 1 }) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), rows => {
        const columns = [rows.map(one => one.x), rows.map(one => one.y)];
        const labels = rows.map(one => one.label);
        const tree = classificationTree(columns, labels, 2, { categorical: [0] });
        const rules = treeRules(tree);
        for (const values of [...rowsOf(columns), [9, 2], [9, Number.NaN]]) {
          const fitting = rules.filter(rule =>
            rule.bounds.every(bound => holds(bound, values[bound.column] as number)),
          );
          expect(fitting.map(rule => rule.label)).toEqual([treeLabel(tree, values)]);
        }
      }),
      { seed: 3, numRuns: 100 },
    );
  });
});

function holds({ above = -1e9, upTo = 1e9, among, except, missing }: ColumnBound, value: number): boolean {
  if (Number.isNaN(value)) return missing;
  if (among) return among.includes(value);
  return except ? !except.includes(value) : value > above && value <= upTo;
}

function impurity(counts: number[]): number {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  return rows === 0 ? 0 : rows - counts.reduce((sum, count) => sum + count * count, 0) / rows;
}

function leastByDivision(column: number[], labels: number[], classes: number): number {
  const counts = (isIn: (value: number) => boolean) =>
    Array.from(
      { length: classes },
      (_, own) => labels.filter((label, row) => label === own && isIn(column[row] as number)).length,
    );
  const divisions = Array.from({ length: 64 }, (_, subset) =>
    [0, 1].map(side => impurity(counts(value => ((subset >> value) & 1) === side))).reduce((sum, one) => sum + one, 0),
  );
  return Math.min(...divisions);
}

describe('what a tree is grown by', () => {
  it('is entropy where it is asked for: it parts the pure few where Gini parts more', () => {
    // Sides 3:0 | 4:7 and 6:2 | 1:5. Gini: 0 + 5.09 against 3 + 1.67; entropy in nats: 0 + 7.21 against 4.50 + 2.70.
    const columns = [
      [0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
      [0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 1, 1, 1, 1],
    ];
    const labels = [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1];
    expect(classificationTree(columns, labels, 2, { maxDepth: 1 }).split?.column).toBe(1);
    const h = (a: number, b: number) => (a + b) * Math.log(a + b) - a * Math.log(a || 1) - b * Math.log(b || 1);
    const better = h(3, 0) + h(4, 7) < h(6, 2) + h(1, 5) ? 0 : 1;
    expect(classificationTree(columns, labels, 2, { maxDepth: 1, criterion: 'entropy' }).split?.column).toBe(better);
  });

  it('gives a leaf the class of least loss', () => {
    const labels = [0, 0, 0, 1];
    const losses = [
      [0, 1],
      [4, 0],
    ];
    const tree = classificationTree([[1, 1, 1, 1]], labels, 2, { losses });
    // Calling all 0 costs 4, calling all 1 costs 3.
    expect(tree).toMatchObject({ label: 1, risk: 3, shares: [0.75, 0.25] });
  });

  it('takes priors for the shares of the classes, as rpart does', () => {
    const tree = classificationTree([[1, 1, 1, 2]], [0, 0, 1, 0], 2, { priors: [0.5, 0.5], maxDepth: 1 });
    expect(tree.shares).toEqual([0.5, 0.5]);
    // On the left are two of three of class 0 and all of class 1: .5 × 2/3 against .5.
    expect(tree.split?.left.shares?.[1]).toBeCloseTo(0.5 / (0.5 + 1 / 3), 12);
    expect(tree.split?.left.label).toBe(1);
    // Wrong on the left is .5 × 2/3 of all, in rows: 4/3; on the right nothing.
    expect(riskOf(tree.split?.left as TreeNode)).toBeCloseTo(4 / 3, 12);
    expect(classShares(tree.split?.right as TreeNode)).toEqual([1, 0]);
  });

  it('keeps to rows of a split, and to leaves, of which the best are made', () => {
    const columns = [[1, 2, 3, 4, 5, 6, 7, 8]];
    const labels = [0, 1, 1, 1, 1, 0, 0, 0];
    expect(classificationTree(columns, labels, 2, { minSplit: 9 }).split).toBeUndefined();
    const two = classificationTree(columns, labels, 2, { maxLeaves: 2 });
    expect(two.split?.threshold).toBe(5.5);
    expect(treeLeaves(two)).toHaveLength(2);
    const all = classificationTree(columns, labels, 2);
    expect(classificationTree(columns, labels, 2, { maxLeaves: 3 })).toEqual(all);
  });

  it('refuses priors and losses that are none', () => {
    expect(() => classificationTree([[1]], [0], 2, { priors: [1] })).toThrow(
      'priors are a number from 0 for each of 2 classes, not 1',
    );
    expect(() => classificationTree([[1]], [0], 2, { losses: [[0, 1]] })).toThrow('losses are 2 lines of 2 numbers');
  });
});

describe('surrogates', () => {
  const missing = Number.NaN;
  it('send rows without a value as other columns say, the best first, turned where that is better', () => {
    const columns = [
      [1, 1, 1, 1, 2, 2, 2, 2, missing, missing],
      [1, 1, 1, 2, 2, 2, 2, 2, missing, missing],
      [9, 9, 9, 9, 3, 3, 3, 3, 3, missing],
    ];
    const labels = [0, 0, 0, 0, 1, 1, 1, 1, 0, 1];
    const tree = classificationTree(columns, labels, 2, { missing: 'surrogates', maxDepth: 1 });
    expect(tree.split).toMatchObject({ column: 0, threshold: 1.5, missing: 'left' });
    expect(tree.split?.surrogates).toEqual([
      { column: 2, threshold: 6, isTurned: true, agreement: 1 },
      { column: 1, threshold: 1.5, agreement: 0.875 },
    ]);
    expect([tree.split?.left.counts, tree.split?.right.counts]).toEqual([
      [4, 1],
      [1, 4],
    ]);
    expect(treeLabel(tree, [missing, missing, 3])).toBe(1);
    expect(treeLabel(tree, [missing, 2, missing])).toBe(1);
    expect(treeLabel(tree, [missing, missing, missing])).toBe(0);
    expect(() => treeRules(tree)).toThrow('a tree with surrogates is more than rules');
  });

  it('grow a tree whose leaves have the rows that it sends there', () => {
    const row = fc.record({ x: category, y: category, z: category, label: fc.integer({ min: 0, max: 1 }) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), rows => {
        const columns = [rows.map(one => one.x), rows.map(one => one.y), rows.map(one => one.z)];
        const labels = rows.map(one => one.label);
        const tree = classificationTree(columns, labels, 2, { missing: 'surrogates', categorical: [1] });
        const counted = new Map(treeLeaves(tree).map(leaf => [leaf, [0, 0]]));
        rowsOf(columns).forEach((values, at) => {
          const counts = counted.get(treeLeaf(tree, values)) as number[];
          counts[labels[at] as number] = (counts[labels[at] as number] as number) + 1;
        });
        for (const [leaf, counts] of counted) expect(counts).toEqual(leaf.counts);
      }),
      { seed: 5, numRuns: 60 },
    );
  });
});

describe('bins', () => {
  it('give the same tree where there is one for each value, and thresholds that part the rows as the codes do', () => {
    const values = Array.from({ length: 3000 }, (_, row) => (row * 7919) % 41);
    const labels = values.map((value, row) => Number((value * 13) % 41 > 20 || row % 11 === 0));
    const options = { maxDepth: 6, minLeaf: 5 };
    expect(classificationTree([values], labels, 2, { ...options, bins: 255 })).toEqual(
      classificationTree([values], labels, 2, options),
    );
    const rough = classificationTree([values.map(value => value / 7)], labels, 2, { ...options, bins: 8 });
    const counts = treeLeaves(rough).map(() => [0, 0]);
    const leaves = treeLeaves(rough);
    values.forEach((value, row) => {
      const own = counts[leaves.indexOf(treeLeaf(rough, [value / 7]))] as number[];
      own[labels[row] as number] = (own[labels[row] as number] as number) + 1;
    });
    expect(counts).toEqual(leaves.map(leaf => leaf.counts));
  });

  it('keep a bin for a value that fills it', () => {
    const values = Array.from({ length: 2000 }, (_, row) => (row % 2 === 0 ? 0 : row));
    const labels = values.map(value => Number(value > 0));
    const tree = classificationTree([values], labels, 2, { bins: 16, maxDepth: 1 });
    expect(treeLeaves(tree).map(leaf => leaf.counts)).toEqual([
      [1000, 0],
      [0, 1000],
    ]);
  });
});

describe('cross-validation', () => {
  const columns = [
    Array.from({ length: 200 }, (_, row) => row),
    Array.from({ length: 200 }, (_, row) => (row * 73) % 200),
  ];
  // The first column says it in four of five rows; the second is noise.
  const labels = (columns[0] as number[]).map(value => Number(value >= 100 !== (value % 5 === 0)));

  it('keeps the one question that holds on other rows', () => {
    const { tree, table, chosen } = crossValidatedTree(columns, labels, 2, { maxDepth: 12 });
    expect(treeLeaves(tree)).toHaveLength(2);
    expect(table[chosen]?.leaves).toBe(2);
    expect(table[0]).toMatchObject({ leaves: 1, error: 1 });
    expect(table.at(-1)?.error).toBeLessThan(table[1]?.error as number);
    expect(crossValidatedTree(columns, labels, 2, { maxDepth: 12 })).toEqual({ tree, table, chosen });
  });

  it('goes through trees each of which pruning at its cost gives', () => {
    const tree = classificationTree(columns, labels, 2, { maxDepth: 8 });
    const costs = treeCosts(tree);
    expect(costs.map(one => treeLeaves(pruneTree(tree, one.cost)).length)).toEqual(costs.map(one => one.leaves));
    expect(costs.map(one => one.leaves)).toEqual(costs.map(one => one.leaves).toSorted((a, b) => a - b));
  });

  it('cuts a branch at just what it is worth, whatever share of the rows that is: by hand', () => {
    // 15 of 44 rows, times 44, is less than 15 in doubles; so is .29 of 100 less than 29.
    const asking = (rows: number, wrong: number, spared: number) => {
      const [left, right] = [
        [rows - wrong, wrong - spared],
        [0, spared],
      ];
      const sides = { left: { counts: left as number[], label: 0 }, right: { counts: right as number[], label: 1 } };
      return {
        counts: [rows - wrong, wrong],
        label: 0,
        split: { column: 0, threshold: 1, missing: 'left' as const, ...sides },
      };
    };
    for (let rows = 3; rows <= 200; rows++) {
      for (let wrong = 1; wrong < rows / 2; wrong++) {
        const leaves = treeCosts(asking(rows, wrong, wrong)).map(one => one.leaves);
        expect(leaves.join(), `${wrong} of ${rows}`).toBe('1,2');
      }
    }
    for (let spared = 1; spared < 100; spared++) {
      const tree = asking(1000, 100, spared);
      expect(pruneTree(tree, ((spared / 100) * 100) / 1000).split, `a cp of .${spared}`).toBeUndefined();
      expect(pruneTree(tree, ((spared / 100 - 0.001) * 100) / 1000).split).toBeDefined();
    }
  });
});

const telco = '../shared/data/telco/Telco-Customer-Churn.csv';
const iris = '../shared/data/clustering/iris.csv';
const unless = (file: string) => (existsSync(file) ? '' : `not run, ${file} is absent: `);
const linesOf = (file: string) =>
  readFileSync(file, 'utf8')
    .trim()
    .split(/\r?\n/)
    .map(line => line.split(','));

/** Truth: R's rpart 4.1 at cp = .01 without surrogates, on the 7,032 rows of telco that have total charges. */
it.skipIf(!existsSync(telco))(`${unless(telco)}prunes telco to the four leaves of rpart`, () => {
  const [head = [], ...lines] = linesOf(telco);
  const rows = lines.filter(line => line[head.indexOf('TotalCharges')]?.trim() !== '');
  const labels = rows.map(row => Number(row.at(-1) === 'Yes'));
  const names = head.slice(1, -1);
  const texts = names.map((_, at) => rows.map(row => row[at + 1] as string));
  const isNumber = texts.map(column => column.every(text => Number.isFinite(Number(text))));
  const levels = texts.map(column => [...new Set(column)].sort());
  const columns = texts.map((column, at) =>
    column.map(text => (isNumber[at] ? Number(text) : (levels[at]?.indexOf(text) as number))),
  );
  const categorical = names.flatMap((_, at) => (isNumber[at] ? [] : [at]));
  const grown = classificationTree(columns, labels, 2, { maxDepth: 30, minSplit: 20, minLeaf: 7, categorical });
  const tree = pruneTree(grown, (0.01 * riskOf(grown)) / rows.length);
  const said = treeRules(tree).map(({ bounds, counts }) => [
    ...bounds.map(({ column, above, upTo, among, except }) => {
      const of = (codes: number[]) => codes.map(code => levels[column]?.[code]).join('|');
      const kept = among ?? (except && levels[column]?.map((_, code) => code).filter(code => !except.includes(code)));
      return kept
        ? `${names[column]}: ${of(kept)}`
        : `${names[column]} ${above === undefined ? `<= ${upTo}` : `> ${above}`}`;
    }),
    counts,
  ]);
  expect(said.toSorted((a, b) => (a.at(-1)?.[0] as number) - (b.at(-1)?.[0] as number))).toEqual([
    ['Contract: Month-to-month', 'InternetService: Fiber optic', 'tenure <= 15.5', [319, 717]],
    ['Contract: Month-to-month', 'InternetService: Fiber optic', 'tenure > 15.5', [647, 445]],
    ['Contract: Month-to-month', 'InternetService: DSL|No', [1254, 493]],
    ['Contract: One year|Two year', [2943, 214]],
  ]);
  const costs = treeCosts(grown).filter(one => one.cp > 0.01);
  expect(costs[0]?.cp).toBeCloseTo(0.0709827, 7);
  const error = treeLeaves(tree).reduce((sum, leaf) => sum + riskOf(leaf), 0) / riskOf(tree);
  expect(error).toBeCloseTo(0.7870519, 7);
});

/** Truth: rpart's leaves of iris, 50 / 54 / 46. */
it.skipIf(!existsSync(iris))(`${unless(iris)}parts iris as rpart does`, () => {
  const { columns, labels } = irisData();
  const grown = classificationTree(columns, labels, 3, { maxDepth: 30, minSplit: 20, minLeaf: 7 });
  const rules = treeRules(pruneTree(grown, 0.01 * (100 / 150)));
  expect(rules.map(({ bounds, counts }) => [bounds, counts.reduce((sum, count) => sum + count, 0)])).toEqual([
    [[{ column: 2, upTo: near(2.45), missing: false }], 50],
    [
      [
        { column: 2, above: near(2.45), missing: true },
        { column: 3, upTo: near(1.75), missing: true },
      ],
      54,
    ],
    [
      [
        { column: 2, above: near(2.45), missing: true },
        { column: 3, above: near(1.75), missing: false },
      ],
      46,
    ],
  ]);
});

/** Where both take the first of equal splits at the middle of two values, ml-cart's tree calls every row the same. */
it.skipIf(!existsSync(iris))(`${unless(iris)}calls iris as ml-cart does`, () => {
  const { columns, labels } = irisData();
  for (const maxDepth of [1, 2, 3]) {
    const theirs = new DecisionTreeClassifier({ gainFunction: 'gini', maxDepth, minNumSamples: 2 });
    theirs.train(rowsOf(columns), labels);
    const ours = classificationTree(columns, labels, 3, { maxDepth });
    expect(rowsOf(columns).map(row => treeLabel(ours, row))).toEqual(theirs.predict(rowsOf(columns)));
  }
});

const near = (value: number) => expect.closeTo(value, 9);

function irisData() {
  const lines = linesOf(iris);
  const species = ['Iris-setosa', 'Iris-versicolor', 'Iris-virginica'];
  return {
    columns: [0, 1, 2, 3].map(at => lines.map(line => Number(line[at]))),
    labels: lines.map(line => species.indexOf(line[4] as string)),
  };
}
