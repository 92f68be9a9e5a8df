import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { workbench } from '../../fixtures/workbench.js';
import { CliError, exitCode, QueryError } from '../errors.js';
import { rowsOf } from '../table.js';

const project = `
sources: { lines: { files: 'lines*.csv' } }
entities:
  order_line:
    - { source: lines, columns: { order_id: id, ordered_at: day, customer_id: who, product_id: what, quantity: n, unit_price: price } }
`;
const bench = workbench(project, { 'lines1.csv': 'id,day,who,what,n,price\n1,2026-01-01,Ann,tea,1,10\n' });
afterAll(() => bench.close());

const table = (header: string, select = 'select customer_id from mart.customer') =>
  `-- One row per customer.\n-- key: customer_id\n${header}${select}\n`;

/** Runs with one file beside ours, and answers what the run threw, the folder of the project left out. */
async function said(name: string, text: string): Promise<{ error: CliError; message: string; code: number }> {
  bench.write(name, text);
  const error = await bench.run().catch((thrown: unknown) => thrown);
  bench.remove(name);
  if (!(error instanceof CliError)) throw error;
  return { error, message: error.message.replaceAll(join(bench.dir, 'sql/'), ''), code: error.code };
}

/** Truth: what docs/design.md says of the lines on top of a select. */
describe('a select of the project', () => {
  it('of a model that there is not is refused with its line and the right name', async () => {
    expect(await said('sql/mart/mine.sql', table('-- model: chrun\n'))).toMatchObject({
      code: exitCode.project,
      message: 'mart/mine.sql:3: there is no model chrun; did you mean churn?',
    });
    expect(await said('sql/dw/mine.sql', table('-- model: retention\n', 'select 1 as customer_id'))).toMatchObject({
      message: 'dw/mine.sql:3: there is no model retention; there are rfm, segment, basket, churn',
    });
  });

  it('whose header speaks of columns that are not there is refused with line and column, all faults at once', async () => {
    const header = '-- by: customerid, customer_id\n-- part: mart.customer on customer_key, customers\n';
    const { code, message } = await said(
      'sql/mart/mine.sql',
      `-- One row per one.\n-- key: id\n${header}select customer_id from mart.customer\n`,
    );
    expect(code).toBe(exitCode.project);
    expect(message.split('\n')).toEqual([
      'mart/mine.sql:2: id is no column of mart.mine',
      'mart/mine.sql:3: customerid is no column of mart.mine; did you mean customer_id?',
      expect.stringMatching(/^mart\/mine\.sql:4: .*customers/),
    ]);
  });

  it('that an engine refuses is told by its file, a check with its own statement and not those of all others', async () => {
    const made = await said('sql/mart/mine.sql', table('', 'select shoppers from mart.customer'));
    expect(made).toMatchObject({
      code: exitCode.project,
      message: expect.stringMatching(/^mart\/mine.sql: .*shoppers/),
    });
    const keyed = await said(
      'sql/mart/mine.sql',
      table('-- kind: view\n', 'select cast(customer_id as date) as customer_id from mart.customer'),
    );
    expect(keyed.message).toMatch(/^mart\/mine.sql: key of mart.mine: .*Ann/);
    const select = 'select nobody from mart.customer';
    const { error, code, message } = await said('sql/check/mine.sql', `-- Nobody.\n${select}\n`);
    expect([code, message]).toEqual([exitCode.project, expect.stringMatching(/^check\/mine.sql: mine: .*nobody/)]);
    expect(error.cause).toBeInstanceOf(QueryError);
    expect((error.cause as QueryError).sql).toBe(`-- Nobody.\n${select}`);
  });

  it('that reads what was decided is made again on the night that there is more of it', async () => {
    bench.write(
      'sql/score/told.sql',
      '-- One row per model.\n-- key: model\nselect model, count(*) as told from decisions.score group by model\n',
    );
    await bench.run();
    const rows = () => bench.rows('select told from score.told');
    const [before] = await rows();
    bench.write('lines2.csv', 'id,day,who,what,n,price\n2,2026-02-01,Bob,tea,1,10\n');
    await bench.run();
    bench.write('lines3.csv', 'id,day,who,what,n,price\n3,2026-03-01,Eve,tea,1,10\n');
    const { tables } = await bench.run();
    expect(tables.find(({ name }) => name === 'score.told')).toMatchObject({ status: 'built' });
    // The scores that the second night published: at least Bob's, who had none.
    expect(Number((await rows())[0]?.told)).toBeGreaterThan(Number(before?.told ?? 0));
    bench.remove('sql/score/told.sql');
  });

  it('stands in the place of one that a mapping or a model brings', async () => {
    bench.write('sql/mart/wide.sql', wide);
    bench.write('sql/score/rfm_bound.sql', "-- One row per axis.\n-- key: axis\nselect 'own' as axis\n");
    const { tables } = await bench.run();
    expect(tables.filter(({ name }) => name === 'score.rfm_bound')).toMatchObject([{ rows: 1, status: 'built' }]);
    expect(await bench.rows('select axis from score.rfm_bound')).toEqual([{ axis: 'own' }]);
    bench.remove('sql/score/rfm_bound.sql');
  });

  it('leaves as JSON with the cells of every answer: what a double would round is text, and so is what is no number', async () => {
    const warehouse = await bench.open();
    const file = join(bench.dir, 'wide.json');
    expect(await warehouse.export('mart.wide', 'json', file)).toEqual({ rows: 2, path: file });
    const rows = JSON.parse(readFileSync(file, 'utf8'));
    expect(rows).toEqual([
      {
        n: 1,
        money: '12345678901234.5678',
        widest: '123456789012345678901234567890.1234',
        id: '9007199254740993',
        share: 'NaN',
        total: '123456789012345678901234567',
      },
      { n: 2, money: 1.5, widest: 2, id: 3, share: null, total: -1 },
    ]);
    expect(rows).toEqual(rowsOf(await (await bench.open()).query('select * from mart.wide order by n')));
  });
});

const wide = `-- One row per number.
-- key: n
select 1 as n, cast('12345678901234.5678' as decimal(18, 4)) as money,
  cast('123456789012345678901234567890.1234' as decimal(38, 4)) as widest,
  cast(9007199254740993 as bigint) as id, cast('nan' as double) as share,
  sum(123456789012345678901234567) as total
union all
select 2, 1.5, 2, 3, null, -1
`;
