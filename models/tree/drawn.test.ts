import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawnCustomers } from '../../fixtures/drawn-customers.js';
import { rounds } from '../../fixtures/rounds.js';
import { type DuckDb, openDuckDb } from '../../src/engine/duckdb.js';
import { rowsOf } from '../../src/table.js';
import type { TreeFitted } from './fit.js';
import { tree } from './model.js';
import { rulesOf } from './rules.js';

let engine: DuckDb;
beforeAll(async () => {
  engine = await openDuckDb();
});
afterAll(() => engine.close());

const growth = fc.record({
  complexity: fc.constantFrom(0, 0.01),
  criterion: fc.constantFrom('gini' as const, 'entropy' as const),
  depth: fc.integer({ min: 1, max: 6 }),
  leaf: fc.integer({ min: 1, max: 3 }),
  branch: fc.constant(2),
});

it('drawn examples have in SQL the leaf, class and share that they have in code, also those whom the fit did not see', () =>
  fc.assert(
    fc.asyncProperty(
      drawnCustomers(['double', 'integer', 'decimal', 'words', 'boolean']),
      growth,
      async (drawn, own) => {
        const target = `case hash(customer_durable_key) % 3 when 0 then 'it''s' when 1 then 'b' else 'B' end`;
        await engine.replace(
          'feature.tree',
          `select *, customer_durable_key as _row, ${target} as _target from (${drawn.select}) as drawn`,
        );
        const options = { ...tree.defaults, ...own, columns: drawn.names, split: { kind: 'every' as const, rows: 3 } };
        const fitted: TreeFitted = tree.fit(await engine.query(tree.training(options)), options);
        const rows = rowsOf(await engine.query('select * from feature.tree order by _row'));
        const ordered = (select: string) => `${select} order by cast(substr(customer_id, 2) as integer)`;
        const inSql = rowsOf(await engine.query(ordered(`select scored.* from (${tree.score(fitted)}) as scored`)));
        expect(inSql).toEqual(rows.map(row => tree.scoreRow(fitted, row)));
        const rules = rulesOf(fitted).map(({ condition }, at) => `case when ${condition} then ${at + 1} else 0 end`);
        const met = rowsOf(await engine.query(ordered(`select ${rules.join(' + ')} as leaf from feature.tree`)));
        expect(met.map(({ leaf }) => leaf)).toEqual(inSql.map(({ leaf }) => leaf));
        expect(tree.score(JSON.parse(JSON.stringify(fitted)))).toBe(tree.score(fitted));
      },
    ),
    { seed: 5, numRuns: rounds(15) },
  ));
