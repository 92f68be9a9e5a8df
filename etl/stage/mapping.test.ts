import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type StageBench, stageBench } from '../../fixtures/workbench.js';
import { openDuckDb } from '../../src/engine/duckdb.js';
import { literal } from '../../src/engine/engine.js';
import { unportable } from '../../src/plan/words.js';
import { entityColumns } from '../../src/project/entities.js';

let bench: StageBench | undefined;
afterEach(() => bench?.close());

async function stage(text: string, ...nights: Record<string, string | Uint8Array>[]): Promise<StageBench> {
  bench = await stageBench(text, ...nights);
  for (const [table, select] of bench.selects)
    expect({ table, words: unportable(select) }).toEqual({ table, words: [] });
  return bench;
}

const values = async (of: StageBench, sql: string) => (await of.rows(sql)).map(row => Object.values(row));
const account = (of: StageBench) =>
  values(
    of,
    'select entity, mapping, landed, accepted, quarantined, repeats, skipped from stage.account order by entity, mapping, batch',
  );

const orders = (more = '') => `
sources:
  lines: { files: 'lines*.csv'${more} }
entities:
  order_line:
    - source: lines
      columns: { order_id: id, ordered_at: day, net_amount: amount, customer_id: who }
`;

describe('null words', () => {
  it('mean null per source, and per column beside them; trimmed, with their case', async () => {
    const text = orders(", null_words: [NA, '-']").replace(
      'customer_id: who',
      'customer_id: { from: who, null_words: [nobody] }',
    );
    const csv = 'id,day,amount,who\n1,2024-01-01,NA,nobody\n2,2024-01-01, - ,NA\n3,2024-01-01,nobody,Nobody\n';
    const of = await stage(text, { 'lines.csv': csv });
    expect(await values(of, 'select order_id, net_amount, customer_id from stage.order_line order by 1')).toEqual([
      ['1', null, null],
      ['2', null, null],
    ]);
    expect(await values(of, 'select rule, value from stage.quarantine')).toEqual([['type_net_amount', 'nobody']]);
  });

  it('mean null even where they could be read, with blanks around them or not', async () => {
    const text = orders(", null_words: ['-1', '0.0', '1900-01-01']")
      .replace('ordered_at: day', 'ordered_at: day, quantity: count')
      .replace('customer_id: who', 'customer_id: { from: who, formats: "17850.0" }');
    const csv =
      'id,day,amount,who,count\n1,2024-01-01,-1,0.0, 2\n2, 2024-01-02 , -1 , 0.0 ,-1\n3,1900-01-01,5,7.00,\t3 \n4,2024-01-01, 5,7.0,  \n';
    const of = await stage(text, { 'lines.csv': csv });
    const columns = 'order_id, cast(ordered_at as date) as day, net_amount, customer_id, quantity';
    expect(await values(of, `select ${columns} from stage.order_line order by 1`)).toEqual([
      ['1', '2024-01-01', null, null, 2],
      ['2', '2024-01-02', null, null, null],
      ['4', '2024-01-01', 5, '7', null],
    ]);
    expect(await values(of, 'select rule, value from stage.quarantine')).toEqual([['required_ordered_at', null]]);
    const read = 'select format, values_read from stage.format order by 1';
    expect(await values(of, read)).toEqual([['17850.0', 2]]);
  });

  it('that have blanks around them, or are nothing else, mean what they look like', async () => {
    const text = `
sources: { people: { files: people.csv, null_words: [' ', ' x '] } }
entities: { customer: [{ source: people, columns: { customer_id: id, name: name } }] }
`;
    const names = ['" "', '"  "', '""', '" x "', '"x"', '"  x "'];
    const csv = ['id,name', ...names.map((name, index) => `${index},${name}`)].join('\n');
    const of = await stage(text, { 'people.csv': csv });
    const found = await values(of, 'select name from stage.customer order by customer_id');
    expect(found.flat()).toEqual([null, '  ', '', null, 'x', '  x ']);
  });

  it('keep null and the empty text apart for texts, not for numbers and identifiers', async () => {
    const text = `
sources: { people: { files: people.csv } }
entities:
  customer:
    - source: people
      columns: { customer_id: id, name: name, city: city, score: { from: score, type: integer } }
`;
    const of = await stage(text, { 'people.csv': 'id,name,city,score\n1,"",,\n2,"x","",""\n,y,,1\n"  ",z,,\n' });
    expect(await values(of, 'select customer_id, name, city, score from stage.customer order by 1')).toEqual([
      ['1', '', null, null],
      ['2', 'x', '', null],
    ]);
    expect(await values(of, 'select rule from stage.quarantine')).toEqual([
      ['required_customer_id'],
      ['required_customer_id'],
    ]);
  });
});

describe('typed files', () => {
  it('are cast, not parsed: money from doubles, moments into the zone, null words for NaN', async () => {
    const text = `
calendar: { time_zone: Europe/Berlin }
sources: { lines: { files: lines.parquet, null_words: [nan] } }
entities:
  order_line:
    - source: lines
      columns:
        order_id: id
        ordered_at: '"at"'
        quantity: n
        unit_price: price
        cost_amount: cost
        customer_id: { from: who, formats: '17850.0' }
      rules: [{ column: quantity, between: [0, 100] }]
`;
    const select = `select * from (values
      (1, timestamptz '2024-01-31 23:30:00+00', 2::double, 0.1::double + 0.2, 1.00005::decimal(9,5), 17850::double),
      (2, timestamptz '2024-07-31 12:00:00+00', 'nan'::double, 2.5, 1, 'nan'::double),
      (3, timestamptz '2024-07-31 12:00:00+00', 101, 2.5, 1, 1),
      (4, null, 1, 2.5, 1, 1)
    ) as t (id, "at", n, price, cost, who)`;
    const of = await stage(text, { 'lines.parquet': await parquet(select) });
    const rows = await of.rows(
      'select order_id, ordered_at, quantity, unit_price, cost_amount, customer_id, _flags from stage.order_line order by 1',
    );
    expect(rows.map(row => Object.values(row))).toEqual([
      ['1', '2024-02-01 00:30:00', 2, 0.3, 1.0001, '17850', 'rounded_cost_amount'],
      ['2', '2024-07-31 14:00:00', null, 2.5, 1, null, null],
    ]);
    expect(await values(of, 'select "row", rule, value from stage.quarantine order by 1')).toEqual([
      [3, 'between_quantity', '101.0'],
      [4, 'required_ordered_at', null],
    ]);
    expect(
      JSON.parse(String((await of.rows('select record from stage.quarantine where "row" = 3'))[0]?.record)),
    ).toMatchObject({ id: '3', n: '101.0' });
  });
});

describe('formats', () => {
  it('are tallied in order over the judged records, and dates that fit both orders counted', async () => {
    const text = orders()
      .replace('ordered_at: day', 'ordered_at: { from: day, formats: [M/D/YYYY, YYYY-MM-DD] }')
      .replace('    - source: lines\n', "    - source: lines\n      where: id <> '9'\n");
    const csv = 'id,day,amount,who\n1,1/2/2024,1,\n2,3/4/2024,1,\n3,2024-01-31,1,\n4,31/1/2024,1,\n9,1/2/2024,1,\n';
    const of = await stage(text, { 'lines.csv': csv });
    expect(
      await values(
        of,
        'select column_name, format, position, values_read, values_swappable from stage.format order by position',
      ),
    ).toEqual([
      ['ordered_at', 'M/D/YYYY', 1, 2, 2],
      ['ordered_at', 'YYYY-MM-DD', 2, 1, 0],
    ]);
    expect(await values(of, 'select rule, value from stage.quarantine')).toEqual([['type_ordered_at', '31/1/2024']]);
  });

  it('are tallied by what they read: of refused records too, and before a default or a rule puts another value there', async () => {
    const text = `
sources: { lines: { files: lines.csv }, more: { files: more.csv } }
entities:
  order_line:
    - { source: more, columns: { order_id: id, ordered_at: { from: day, formats: YYYY/MM/DD }, net_amount: id } }
    - source: lines
      columns:
        order_id: id
        ordered_at: { from: day, formats: YYYY/MM/DD }
        customer_id: { from: who, formats: '17850.0' }
        quantity: { from: n, formats: '1.234,5' }
        net_amount: { from: amount, formats: '1.234,5', default: 9 }
      rules: [{ column: quantity, between: [0, 10], action: 'null' }, { column: order_id, required: true }]
`;
    const csv =
      'id;day;who;n;amount\n1;2024/01/31;5.0;1,5;1,5\n2;2024/01/31;;11;\n;2024/02/01;6;2;3\n4;1.2.2024;7.0;x;4\n';
    const files = { 'lines.csv': csv, 'more.csv': 'id,day\n5,2024/02/02\n' };
    const of = await stage(text.replace('lines.csv', "lines.csv, delimiter: ';'"), files);
    expect(await values(of, 'select source, column_name, values_read from stage.format order by all')).toEqual([
      ['lines', 'customer_id', 3],
      ['lines', 'net_amount', 3],
      ['lines', 'ordered_at', 3],
      ['lines', 'quantity', 3],
      ['more', 'ordered_at', 1],
    ]);
    expect(await values(of, 'select order_id, quantity, net_amount from stage.order_line order by 1')).toEqual([
      ['1', 1.5, 1.5],
      ['2', null, 9],
      ['5', null, 5],
    ]);
  });
});

describe('what the parser refuses', () => {
  it('is quarantined once for every mapping of the source, and accounted for', async () => {
    const text = `
sources: { lines: { files: lines.csv } }
entities:
  customer: [{ source: lines, columns: { customer_id: who } }]
  order_line: [{ source: lines, columns: { order_id: id, ordered_at: day, net_amount: amount } }]
`;
    const csv = 'id,day,amount,who\n1,2024-01-01,1,A\n2,2024-01-01\n3,2024-01-01,1,B,extra\n4,2024-01-01,x,C\n';
    const of = await stage(text, { 'lines.csv': csv });
    expect(await account(of)).toEqual([
      ['customer', 0, 4, 2, 2, 0, 0],
      ['order_line', 0, 4, 1, 3, 0, 0],
    ]);
    const refused = await of.rows(
      "select * from stage.quarantine where rule = 'structure' and entity = 'customer' order by \"row\"",
    );
    expect(refused[0]).toMatchObject({ file: 'lines.csv', row: 2, column_name: null, value: null });
    expect(JSON.parse(String(refused[0]?.record))).toEqual({ _raw: '2,2024-01-01' });
    expect(JSON.parse(String(refused[0]?.failures))).toEqual([
      { rule: 'structure', column: null, value: null, message: refused[0]?.message, action: 'reject' },
    ]);
  });

  it('may be everything', async () => {
    const of = await stage(orders(', expect: { min_rows: 0 }'), { 'lines.csv': 'id,day,amount,who\n1\n2,2\n' });
    expect(await account(of)).toEqual([['order_line', 0, 2, 0, 2, 0, 0]]);
  });
});

describe('several mappings', () => {
  const csv = 'id,day,goods,postage,who\n1,2024-01-01,10,2,A\n2,2024-01-02,x,3,B\n3,2024-01-03,5,,C\n';

  it('of one source into one entity are told apart', async () => {
    const text = `
sources: { orders: { files: orders.csv, system: shop } }
entities:
  order_line:
    - source: orders
      columns: { order_id: id, ordered_at: day, net_amount: goods, customer_id: who }
    - source: orders
      where: postage is not null
      columns: { order_id: id, ordered_at: day, net_amount: postage, kind: { default: shipping } }
`;
    const of = await stage(text, { 'orders.csv': csv });
    expect(await account(of)).toEqual([
      ['order_line', 0, 3, 2, 1, 0, 0],
      ['order_line', 1, 3, 2, 0, 0, 1],
    ]);
    expect(
      await values(
        of,
        'select order_id, kind, net_amount, customer_id, _mapping, _source, _system from stage.order_line order by 1, 5',
      ),
    ).toEqual([
      ['1', null, 10, 'A', 0, 'orders', 'shop'],
      ['1', 'shipping', 2, null, 1, 'orders', 'shop'],
      ['2', 'shipping', 3, null, 1, 'orders', 'shop'],
      ['3', null, 5, 'C', 0, 'orders', 'shop'],
    ]);
  });

  it('share an attribute with one type, whichever of them says it', async () => {
    const text = `
sources: { a: { files: a.csv, system: one }, b: { files: b.csv, system: two } }
entities:
  customer:
    - { source: a, columns: { customer_id: id, points: points } }
    - { source: b, columns: { customer_id: id, points: { from: points, type: integer }, vip: { from: vip, type: boolean } } }
`;
    const of = await stage(text, { 'a.csv': 'id,points\n1,5\n', 'b.csv': 'id,points,vip\n1,7,yes\n' });
    expect(await values(of, 'select points, vip, _system from stage.customer order by _system')).toEqual([
      [5, null, 'one'],
      [7, true, 'two'],
    ]);
    expect(
      await of.rows(
        "select column_name, column_type from (describe stage.customer) where column_name in ('points', 'vip')",
      ),
    ).toEqual([
      { column_name: 'points', column_type: 'BIGINT' },
      { column_name: 'vip', column_type: 'BOOLEAN' },
    ]);
  });
});

it('where skips a record for which it is false or unknown', async () => {
  const of = await stage(
    orders().replace('    - source: lines\n', "    - source: lines\n      where: who <> 'B' -- a comment\n"),
    {
      'lines.csv': 'id,day,amount,who\n1,2024-01-01,1,A\n2,2024-01-01,1,B\n3,2024-01-01,1,\n4,nonsense,1,B\n',
    },
  );
  expect(await account(of)).toEqual([['order_line', 0, 4, 1, 0, 0, 3]]);
});

it.each([
  ['keep', [['order_line', 0, 5, 3, 1, 0, 1]]],
  ['drop', [['order_line', 0, 5, 1, 1, 2, 1]]],
])('exact repeats under %s are told of either way', async (policy, wanted) => {
  const text = orders(`, duplicates: ${policy}`).replace(
    '    - source: lines\n',
    "    - source: lines\n      where: id <> '9'\n",
  );
  const same = '1,2024-01-01,1,A\n';
  const of = await stage(text, { 'lines.csv': `id,day,amount,who\n${same}${same}2,x,1,A\n${same}9,2024-01-01,1,A\n` });
  expect(await account(of)).toEqual(wanted);
  expect(await values(of, 'select exact_repeats from stage.account')).toEqual([[2]]);
});

it('a repeat in another file, or of a refused record, is no exact repeat within one file', async () => {
  const csv = 'id,day,amount,who\n1,2024-01-01,1,A\n';
  const of = await stage(orders(', duplicates: drop'), { 'lines1.csv': csv, 'lines2.csv': csv });
  expect(await account(of)).toEqual([['order_line', 0, 2, 2, 0, 0, 0]]);
});

it('tables take a source as it is, some columns typed, and its records are accounted for', async () => {
  const text = `
sources: { weather: { files: weather.csv, duplicates: drop } }
tables: { weather: { source: weather, types: { day: date, degrees: decimal } } }
`;
  const of = await stage(text, {
    'weather.csv': 'day,degrees,_id\n2024-01-01, 3.5 ,x\n2024-01-01, 3.5 ,x\nsoon,cold,\n',
  });
  expect(await values(of, 'select day, degrees, _id, _source, _row from stage.weather order by _row')).toEqual([
    ['2024-01-01', 3.5, 'x', 'weather', 1],
    [null, null, null, 'weather', 3],
  ]);
  expect(await account(of)).toEqual([['weather', 0, 3, 2, 0, 1, 0]]);
});

it('their typed columns are read as those of entities are, not as the engine would, and a date is the day of a time', async () => {
  const text = `
calendar: { time_zone: Europe/Berlin }
sources: { weather: { files: weather.csv } }
tables: { weather: { source: weather, types: { day: date, seen: timestamp, degrees: decimal, n: integer, id: id } } }
`;
  const of = await stage(text, {
    'weather.csv':
      'day,seen,degrees,n,id\nepoch,2024-01-31T23:30:00Z,9e-10,2.5, 7 \n2024-01-31 10:00,infinity,1_000,2.0,\n',
  });
  expect(await values(of, 'select day, seen, degrees, n, id from stage.weather order by _row')).toEqual([
    [null, '2024-02-01 00:30:00', 0, null, ' 7 '],
    ['2024-01-31', null, null, 2, null],
  ]);
});

it('a typed column that did not land is pointed at with the one that was meant, beside what else does not fit', async () => {
  const text = `
sources: { weather: { files: weather.csv } }
entities:
  store: [{ source: weather, columns: { store_id: plaec } }]
tables: { weather: { source: weather, types: { day: date, Degrees: decimal, nothing: integer } } }
`;
  await expect(stage(text, { 'weather.csv': 'day,degrees,place\n2024-01-01,3.5,x\n' })).rejects.toMatchObject({
    code: 3,
    message: [
      'custometry.yaml:4:51  entities.store.columns.store_id: weather has no column "plaec"; did you mean "place"?; it has day, degrees, place',
      'custometry.yaml:5:68  tables.weather.types: weather has no column "Degrees"; did you mean "degrees"?; it has day, degrees, place',
      'custometry.yaml:5:86  tables.weather.types: weather has no column "nothing"; it has day, degrees, place',
    ].join('\n'),
  });
});

it('an order per customer and day has an id of its own, made of what the rules leave', async () => {
  const text = orders()
    .replace('order_id: id', 'order_id: { derive: customer_day }')
    .concat("      rules: [{ column: customer_id, matches: '^[A-Z]$', action: null }]\n");
  const csv =
    'id,day,amount,who\n1,2024-01-01 08:00,1,A\n2,2024-01-01 21:00,1,A\n3,2024-01-02,1,A\n4,2024-01-02,1,\n5,2024-01-02,1,??\n';
  const of = await stage(text, { 'lines.csv': csv });
  expect(await values(of, 'select order_id from stage.order_line order by _row')).toEqual([
    ['A/2024-01-01'],
    ['A/2024-01-01'],
    ['A/2024-01-02'],
    ['lines.csv#4'],
    ['lines.csv#5'],
  ]);
});

it('an entity without a mapping is an empty table with all of its columns', async () => {
  const of = await stage(orders(), { 'lines.csv': 'id,day,amount,who\n1,2024-01-01,1,A\n' });
  for (const entity of ['customer', 'subscription', 'exchange_rate'] as const) {
    const names = (await of.rows(`select column_name from (describe stage.${entity})`)).map(row => row.column_name);
    expect(names).toEqual([
      ...Object.keys(entityColumns(entity)),
      '_source',
      '_system',
      '_batch',
      '_file',
      '_told_file',
      '_told_batch',
      '_flags',
      '_row',
      '_mapping',
    ]);
    expect(await of.rows(`select * from stage.${entity}`)).toEqual([]);
  }
});

it('a new version of a file takes the place of the old one, in the account too', async () => {
  const of = await stage(
    orders(),
    {
      'lines1.csv': 'id,day,amount,who\n1,2024-01-01,1,A\n2,x,1,A\n',
      'lines2.csv': 'id,day,amount,who\n3,2024-01-01,1,A\n',
    },
    { 'lines1.csv': 'id,day,amount,who\n1,2024-01-01,5,A\n2,2024-01-02,1,A\n' },
  );
  expect(await account(of)).toEqual([
    ['order_line', 0, 1, 1, 0, 0, 0],
    ['order_line', 0, 2, 2, 0, 0, 0],
  ]);
  expect(await values(of, 'select order_id, net_amount, _batch from stage.order_line order by 1')).toEqual([
    ['1', 5, '000002'],
    ['2', 1, '000002'],
    ['3', 1, '000001'],
  ]);
});

async function parquet(select: string): Promise<Uint8Array> {
  const dir = mkdtempSync(join(tmpdir(), 'custometry-parquet-'));
  const engine = await openDuckDb();
  try {
    const path = join(dir, 'x.parquet');
    await engine.query(`copy (${select}) to ${literal(path)} (format parquet)`);
    return readFileSync(path);
  } finally {
    await engine.close();
    rmSync(dir, { recursive: true, force: true });
  }
}
