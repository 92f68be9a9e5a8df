import { afterEach, describe, expect, it } from 'vitest';
import { type StageBench, stageBench } from '../../fixtures/workbench.js';
import { unportable } from '../../src/plan/words.js';

let bench: StageBench | undefined;
afterEach(() => bench?.close());

const columns = `order_id: id
        ordered_at: day
        customer_id: who
        product_id: what
        kind: kind
        quantity: n
        unit_price: price`;

function project(rules: string, more = ''): string {
  return `
sources:
  lines: { files: lines.csv }
  people: { files: people.csv, optional: true }
entities:
  customer:
    - source: people
      columns: { customer_id: id, name: name }
  order_line:
    - source: lines
      columns:
        ${columns}
      rules:
        ${rules.trim().replaceAll('\n', '\n        ')}
${more}`;
}

const people = 'id,name\nC1,Ann\nC2,Bob\n';
const header = 'id,day,who,what,kind,n,price';
const good = '1,2024-01-01,C1,P1,sale,2,3.50';

async function stage(rules: string, records: string[], more?: string): Promise<StageBench> {
  bench = await stageBench(project(rules, more), {
    'lines.csv': `${[header, ...records].join('\n')}\n`,
    'people.csv': people,
  });
  for (const [table, select] of bench.selects)
    expect({ table, words: unportable(select) }).toEqual({ table, words: [] });
  return bench;
}

const refused = async (of: StageBench) =>
  (await of.rows('select "row", rule, column_name, value from stage.quarantine order by "row"')).map(row =>
    Object.values(row),
  );

const flagged = async (of: StageBench, columns: string, row?: number) => {
  const select = row
    ? `${columns}, _flags from stage.order_line where _row = ${row}`
    : `_row, ${columns}, _flags from stage.order_line`;
  return (await of.rows(`select ${select} order by 1`)).map(one => Object.values(one));
};

/** The same records by a mapping for each of the rules. */
function stageEach([first = '', ...others]: string[], records: string[]): Promise<StageBench> {
  const more = others.map(
    rules => `    - source: lines\n      columns:\n        ${columns}\n      rules: [${rules.slice(2)}]`,
  );
  return stage(first, records, `${more.join('\n')}\n`);
}

describe('each kind of rule', () => {
  const bad = '2,2024-01-02,C9,p 2,sale,200,3.50';
  const kinds = [
    {
      rule: 'column: customer_id, matches: "^C[12]$"',
      name: 'matches_customer_id',
      column: 'customer_id',
      value: 'C9',
      default: 'C1',
    },
    {
      rule: 'column: customer_id, in: [C1, C2]',
      name: 'in_customer_id',
      column: 'customer_id',
      value: 'C9',
      default: 'C1',
    },
    {
      rule: 'column: customer_id, references: customer',
      name: 'references_customer_id',
      column: 'customer_id',
      value: 'C9',
      default: 'C1',
    },
    {
      rule: 'column: quantity, between: [-10, 100]',
      name: 'between_quantity',
      column: 'quantity',
      value: '200',
      default: 1,
    },
    {
      rule: 'column: quantity, sql: quantity * unit_price < 500',
      name: 'sql_quantity',
      column: 'quantity',
      value: '200',
      default: 1,
    },
  ];
  const final = (value: string | number) => (value === '200' ? 200 : value);

  it.each(kinds)('$name refuses, makes the value null, puts a default, or only warns', async one => {
    const { rule, name, column, value } = one;
    const actions = ['', ', action: null', `, action: default, default: ${one.default}`, ', action: warn'];
    const of = await stageEach(
      actions.map(action => `- { ${rule}${action} }`),
      [good, bad],
    );
    expect(await refused(of)).toEqual([[2, name, column, value]]);
    expect(await flagged(of, '_mapping', 1)).toEqual([0, 1, 2, 3].map(mapping => [mapping, null]));
    expect(await flagged(of, `_mapping, ${column}`, 2)).toEqual([
      [1, null, name],
      [2, one.default, name],
      [3, final(value), name],
    ]);
  });

  it('rules that nobody named are counted apart, also where they say alike of one column', async () => {
    const rules = `
- { column: product_id, matches: "^P", action: warn }
- { column: product_id, matches: "1$", action: warn }
- { sql: quantity < 10, action: warn }
- { sql: quantity < 100, action: warn }
- { name: sql_2, sql: quantity < 1000, action: warn }
`;
    const of = await stage(rules, [good, '2,2024-01-02,C1,X2,sale,2000,3.50']);
    expect(await flagged(of, '1', 2)).toEqual([[1, 'matches_product_id,matches_product_id_2,sql,sql_3,sql_2']]);
  });

  it('no rule fails a value that is missing, except required', async () => {
    const rules = `
- { column: customer_id, matches: "^C" }
- { column: customer_id, in: [C1] }
- { column: customer_id, references: customer }
- { column: quantity, between: [1, 2] }
- { name: small, sql: quantity * unit_price < 500 }
`;
    expect(await refused(await stage(rules, [good, '2,2024-01-02,,P1,sale,,']))).toEqual([]);
    bench?.close();
    // Of no customer anything is known yet.
    const lines = `${header}\n${good}\n2,2024-01-02,,P1,sale,,\n`;
    bench = await stageBench(project('- { column: customer_id, references: customer }'), { 'lines.csv': lines });
    expect(await refused(bench)).toEqual([[1, 'references_customer_id', 'customer_id', 'C1']]);
  });

  it('what a rule cannot reckon of a record refuses it, and the run goes on', async () => {
    const rules = `
- { name: small, sql: quantity * unit_price < 500 }
- { name: numbered, sql: cast(customer_id as integer) > 0, action: warn }
- { name: asked, sql: product_id in (select id from raw.people) or product_id is not null }
`;
    const of = await stage(rules, [
      '1,2024-01-01,7,P1,sale,2,3.50',
      '2,2024-01-01,C1,P1,sale,1,99999999999.9999',
      '3,2024-01-01,C1,P1,sale,,3.50',
    ]);
    expect(await refused(of)).toEqual([[2, 'small', null, null]]);
    expect((await flagged(of, 'customer_id')).map(([row, , flags]) => [row, flags])).toEqual([
      [1, null],
      [3, 'numbered'],
    ]);
  });

  it('what a rule cannot reckon of one record says nothing of the others', async () => {
    const words = ['1', 'a', '-1', '', 'b', '0', '5'];
    const given = Array.from({ length: 9000 }, (_, at) => words[at % words.length] as string);
    const of = await stage(
      '- { name: numbered, sql: case when quantity > 0 then cast(product_id as integer) end > 0 }',
      given.map((word, at) => `${at},2024-01-01,C1,${word},sale,1,1`),
    );
    const wrong = given.flatMap((word, at) => (['', '1', '5'].includes(word) ? [] : [at + 1]));
    expect((await refused(of)).map(([row]) => row)).toEqual(wrong);
  });

  it('required refuses, warns, and lets a default take the place', async () => {
    const required = 'column: customer_id, required: true';
    const actions = ['', ', action: warn', ', action: default, default: C1'];
    const of = await stageEach(
      actions.map(action => `- { ${required}${action} }`),
      ['2,2024-01-02,,P1,sale,1,1'],
    );
    expect(await refused(of)).toEqual([[1, 'required_customer_id', 'customer_id', null]]);
    expect(await flagged(of, '_mapping, customer_id', 1)).toEqual([
      [1, null, 'required_customer_id'],
      [2, 'C1', 'required_customer_id'],
    ]);
  });

  it('times lie between two days until the end of the second', async () => {
    const times = [
      '2024-01-31 23:59:59.999999',
      '2024-02-01 00:00:00',
      '2024-02-02 23:59:59.999999',
      '2024-02-03 00:00',
    ];
    const of = await stage(
      '- { column: ordered_at, between: [2024-02-01, 2024-02-02] }',
      times.map((time, at) => `${at + 1},${time},C1,P1,sale,1,1`),
    );
    expect((await refused(of)).map(([row]) => row)).toEqual([1, 4]);
  });

  it('type replaces the action of the reading', async () => {
    const of = await stage('- { column: quantity, type: true, action: null }', [
      good,
      '2,2024-01-02,C1,P1,sale,many,1',
    ]);
    expect(await flagged(of, 'quantity')).toEqual([
      [1, 2, null],
      [2, null, 'type_quantity'],
    ]);
    expect(await refused(of)).toEqual([]);
  });
});

describe('rules together', () => {
  it('keep a required value from becoming null', async () => {
    const of = await stage('- { column: ordered_at, type: true, action: null }', [good, '2,someday,C1,P1,sale,1,1']);
    expect(await refused(of)).toEqual([[2, 'required_ordered_at', 'ordered_at', 'someday']]);
  });

  it('refuse for required what another one made null, not what it mended', async () => {
    const rules = `
- { column: quantity, between: [1, 100], action: null }
- { column: quantity, required: true }
- { column: product_id, in: [P1], action: default, default: P1 }
- { column: product_id, required: true }
`;
    const of = await stage(rules, [good, '2,2024-01-02,C1,P1,sale,500,1', '3,2024-01-02,C1,P7,sale,1,1']);
    expect(await refused(of)).toEqual([[2, 'required_quantity', 'quantity', '500']]);
    expect((await flagged(of, 'product_id'))[1]).toEqual([3, 'P1', 'in_product_id']);
  });

  it('put the default of required where another one made the value null', async () => {
    const rules = `
- { column: quantity, between: [1, 100], action: null }
- { column: quantity, between: [1, 9], action: default, default: 7 }
- { name: asked, column: quantity, required: true, action: default, default: 3 }
`;
    const lines = [500, '', 50, 5].map((n, index) => `${index},2024-01-02,C1,P1,sale,${n},1`);
    const of = await stage(rules, lines);
    expect((await flagged(of, 'quantity')).map(([, value, flags]) => [value, String(flags).split(',').at(-1)])).toEqual(
      [
        [3, 'asked'],
        [3, 'asked'],
        [7, 'between_quantity_2'],
        [5, 'null'],
      ],
    );
  });

  it('refuse an unknown kind of line, unless it was mended', async () => {
    const mend = (value: string) => `- { column: kind, in: [sale, return], action: default, default: ${value} }`;
    const rules = ['- { column: quantity, between: [0, 9] }', mend('sale'), mend('present')];
    const of = await stageEach(rules, ['2,2024-01-02,C1,P1,gift,1,1']);
    const told = await of.rows('select mapping, rule, column_name, value from stage.quarantine order by 1');
    expect(told.map(row => Object.values(row))).toEqual([
      [0, 'in_kind', 'kind', 'gift'],
      [2, 'in_kind', 'kind', 'gift'],
    ]);
    expect(await flagged(of, '_mapping, kind', 1)).toEqual([[1, 'sale', 'in_kind']]);
  });

  it('take an empty kind for none', async () => {
    expect(
      await flagged(await stage('- { column: quantity, between: [0, 9] }', ['2,2024-01-02,C1,P1,,1,1']), 'kind'),
    ).toEqual([[1, null, null]]);
  });

  it('judge a column that has the same value everywhere', async () => {
    const more = '';
    bench = await stageBench(
      project('- { column: currency, in: [EUR], action: warn }', more).replace(
        'kind: kind',
        'currency: { default: USD }',
      ),
      { 'lines.csv': `${header}\n${good}\n`, 'people.csv': people },
    );
    expect(await flagged(bench, 'currency')).toEqual([[1, 'USD', 'in_currency']]);
  });

  it('are all told of, in the order of the columns, with the whole record and whatever stands in it', async () => {
    const hostile = `"2","31/12","a""b\\c\u0001\n\t</script>","=1+1","gift","x","1,5"`;
    const of = await stage('- { column: customer_id, in: [C1], action: warn }', [hostile]);
    const [row] = await of.rows('select * from stage.quarantine');
    expect(row).toMatchObject({
      batch: '000001',
      source: 'lines',
      file: 'lines.csv',
      row: 1,
      entity: 'order_line',
      mapping: 0,
    });
    expect(row).toMatchObject({
      rule: 'type_ordered_at',
      column_name: 'ordered_at',
      value: '31/12',
      message: 'ordered_at is not a time, written as 2026-12-31 23:59:59',
    });
    const failures = JSON.parse(String(row?.failures));
    expect(failures.map(({ rule, action }: Record<string, string>) => [rule, action])).toEqual([
      ['type_ordered_at', 'reject'],
      ['type_quantity', 'reject'],
      ['type_unit_price', 'reject'],
      ['in_kind', 'reject'],
      ['in_customer_id', 'warn'],
    ]);
    expect(failures[4]).toEqual({
      rule: 'in_customer_id',
      column: 'customer_id',
      value: 'a"b\\c\u0001\n\t</script>',
      message: 'customer_id is not one of C1',
      action: 'warn',
    });
    expect(JSON.parse(String(row?.record))).toEqual({
      id: '2',
      day: '31/12',
      who: 'a"b\\c\u0001\n\t</script>',
      what: '=1+1',
      kind: 'gift',
      n: 'x',
      price: '1,5',
    });
  });
});

describe('what every mapping brings', () => {
  it('years far off are errors, amounts near the limits too, rounding is told', async () => {
    const of = await stage('- { column: quantity, between: [0, 99999999999999] }', [
      '1,0204-01-01,C1,P1,sale,1,1',
      '2,2200-01-01,C1,P1,sale,1,1',
      '3,2024-01-01,C1,P1,sale,99999999999999,1',
      '4,2024-01-01,C1,P1,sale,50000000000,2',
      '5,2024-01-01,C1,P1,sale,1,1.00005',
      '6,2199-12-31,C1,P1,sale,1,1.50000',
    ]);
    expect(await refused(of)).toEqual([
      [1, 'year_ordered_at', 'ordered_at', '0204-01-01'],
      [2, 'year_ordered_at', 'ordered_at', '2200-01-01'],
      [3, 'amount_too_large', null, null],
      [4, 'amount_too_large', null, null],
    ]);
    expect(await flagged(of, 'unit_price')).toEqual([
      [5, 1.0001, 'rounded_unit_price'],
      [6, 1.5, null],
    ]);
  });

  it('rounding is told of exponents, and of commas', async () => {
    const more = `  payment:
    - source: lines
      columns: { payment_id: id, paid_at: day, amount: { from: who, formats: ['1.234,50', '1,234.50'] } }`;
    const of = await stage(
      '- { column: order_id, required: true }',
      [
        '1,2024-01-01,"1,23456",P1,sale,1,1e-5',
        '2,2024-01-01,"1.234.567,89005",P1,sale,1,123.4e-5',
        '3,2024-01-01,1.00005,P1,sale,1,12345E-5',
        '4,2024-01-01,"1.234.567,8900000",P1,sale,1,1.5e-3',
        '5,2024-01-01,"1,234,567.5",P1,sale,1,1e-4',
        '6,2024-01-01,"1,2345",P1,sale,1,0e-9',
      ],
      more,
    );
    expect(await flagged(of, 'unit_price')).toEqual([
      [1, 0, 'rounded_unit_price'],
      [2, 0.0012, 'rounded_unit_price'],
      [3, 0.1235, 'rounded_unit_price'],
      [4, 0.0015, null],
      [5, 0.0001, null],
      [6, 0, null],
    ]);
    const payments = await of.rows('select _row, amount, _flags from stage.payment order by _row');
    expect(payments.map(row => Object.values(row))).toEqual([
      [1, 1.2346, 'rounded_amount'],
      [2, 1234567.8901, 'rounded_amount'],
      [3, 1.0001, 'rounded_amount'],
      [4, 1234567.89, null],
      [5, 1234567.5, null],
      [6, 1.2345, null],
    ]);
  });

  /** Truth: by hand; the point of `kr.` is none before decimals, and 17 decimals are more than 4. */
  it('rounding is told of the smallest trace and of no point but that before decimals', async () => {
    const more = `  payment:
    - source: lines
      columns: { payment_id: id, paid_at: day, amount: { from: who, formats: ['kr. 1234,50', 'kr 1234.5'] } }`;
    const of = await stage(
      '- { column: order_id, required: true }',
      [
        '1,2024-01-01,kr.12345,P1,sale,1,1.00000000000000000001',
        '2,2024-01-01,"kr.12345,00001",P1,sale,1,-7.27595761418343E-12',
        '3,2024-01-01,"kr.12345,5",P1,sale,1,1e-400',
        '4,2024-01-01,kr 1.00004,P1,sale,1,1.2345678e+3',
        '5,2024-01-01,kr.1,P1,sale,1,1.23456780e+4',
      ],
      more,
    );
    expect((await flagged(of, 'unit_price')).map(([, , flags]) => flags)).toEqual([
      'rounded_unit_price',
      'rounded_unit_price',
      'rounded_unit_price',
      null,
      null,
    ]);
    const payments = await of.rows('select amount, _flags from stage.payment order by _row limit 4');
    expect(payments.map(row => Object.values(row))).toEqual([
      [12345, null],
      [12345, 'rounded_amount'],
      [12345.5, null],
      [1, 'rounded_amount'],
    ]);
  });

  it('payments and subscriptions near the limits are errors as well', async () => {
    const more = `  payment: [{ source: lines, columns: { payment_id: id, paid_at: day, amount: price } }]
  subscription: [{ source: lines, columns: { subscription_id: id, monthly_amount: price } }]`;
    const of = await stage('- { column: order_id, required: true }', [good, '2,2024-01-01,C1,P1,sale,1,-1e11'], more);
    const select = 'select entity, "row", rule, column_name, value, message from stage.quarantine order by entity';
    expect((await of.rows(select)).map(row => Object.values(row))).toEqual([
      ['order_line', 2, 'amount_too_large', null, null, 'an amount of the line reaches 100000000000'],
      ['payment', 2, 'amount_too_large', 'amount', '-1e11', 'amount reaches 100000000000'],
      ['subscription', 2, 'amount_too_large', 'monthly_amount', '-1e11', 'monthly_amount reaches 100000000000'],
    ]);
  });

  it('an exchange rate that is not more than nothing is an error', async () => {
    const more = '  exchange_rate: [{ source: lines, columns: { rate_date: day, currency: kind, rate: price } }]';
    const of = await stage('- { column: order_id, required: true }', [good, '2,2024-01-01,C1,P1,sale,1,0'], more);
    const select =
      'select "row", rule, column_name, value, message from stage.quarantine where entity = \'exchange_rate\'';
    expect((await of.rows(select)).map(row => Object.values(row))).toEqual([
      [2, 'rate_not_positive', 'rate', '0', 'rate is not more than 0'],
    ]);
  });
});
