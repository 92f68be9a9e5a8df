import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exitCode, messageOf } from '../errors.js';
import { type Fingerprint, fingerprints } from './fingerprint.js';
import { knownInputs } from './known-inputs.js';
import { lineage } from './lineage.js';
import { type Ordered, order } from './order.js';
import type { Planned } from './read-sql.js';

/** Here a select is the list of what it reads. */
const reads = async (select: string) => select.split(' ').filter(name => name !== '');
const table = (name: string, ...inputs: string[]): Planned => ({
  table: name,
  select: inputs.join(' '),
  origin: 'generated',
  sentence: `One row per ${name}.`,
  key: ['id'],
});
const names = (tables: { table: string }[]) => tables.map(one => one.table);
const faults = async (tables: Planned[], given?: string[]) => {
  const error = await order(tables, reads, given).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'CliError', code: exitCode.project });
  return messageOf(error).split('\n');
};

describe('order', () => {
  it('goes from left to right, then by name, inputs first, checks last', async () => {
    const tables = [
      table('check.a', 'dw.fact'),
      table('mart.b', 'mart.z'),
      table('mart.z', 'dw.fact'),
      table('mart.a'),
      table('meta.run'),
      table('dw.fact', 'stage.x', 'conform.member'),
      table('conform.member', 'decisions.key'),
      table('stage.x', 'raw.x'),
    ];
    expect(names(await order(tables, reads, ['raw.x', 'decisions.key']))).toEqual([
      'stage.x',
      'conform.member',
      'dw.fact',
      'mart.a',
      'mart.z',
      'mart.b',
      'meta.run',
      'check.a',
    ]);
  });

  it('names an unknown input and the nearest table, every fault at once', async () => {
    const tables = [
      table('dw.dim_customer'),
      table('mart.a', 'dw.dim_custmer'),
      table('mart.b', 'dim_customer', 'qqqqqqqq.zz'),
    ];
    expect(await faults(tables)).toEqual([
      'mart.a (generated): reads dw.dim_custmer, which is no table; did you mean dw.dim_customer?',
      'mart.b (generated): reads dim_customer, which is no table; did you mean dw.dim_customer?',
      'mart.b (generated): reads qqqqqqqq.zz, which is no table',
    ]);
  });

  it('refuses parts by tables that are not read', async () => {
    const parts = [{ input: 'dw.b', on: ['n'], via: [{ input: 'dw.c', condition: 'true' }] }];
    const tables = [
      table('dw.b'),
      table('dw.c'),
      { ...table('mart.a', 'dw.b'), origin: 'project' as const, by: ['n'], parts },
    ];
    expect(await faults(tables)).toEqual(['mart.a (project): has parts by dw.c, which it does not read']);
  });

  it('refuses reading to the right, raw outside of stage, a check', async () => {
    const tables = [
      table('dw.a', 'mart.b', 'raw.x', 'decisions.key'),
      table('mart.b', 'check.c'),
      table('check.c', 'mart.b'),
    ];
    expect(await faults(tables, ['raw.x', 'decisions.key'])).toEqual([
      'dw.a (generated): reads mart.b, which stands to its right',
      'dw.a (generated): reads raw.x, but only stage may read raw',
      'dw.a (generated): reads decisions.key, but only stage, conform and score may read decisions',
      'mart.b (generated): reads check.c, which stands to its right',
    ]);
  });

  it('names a circle', async () => {
    const tables = [table('dw.a', 'dw.b'), table('dw.b', 'dw.c'), table('dw.c', 'dw.b'), table('dw.d', 'dw.d')];
    expect(await faults(tables)).toEqual(['tables read each other in a circle: dw.b → dw.c → dw.b']);
    expect(await faults([table('dw.d', 'dw.d')])).toEqual(['tables read each other in a circle: dw.d → dw.d']);
  });

  it('says where a text stands that does not parse', async () => {
    const failing = () => Promise.reject(new Error('syntax error at or near "selec"'));
    const planned = { ...table('dw.a'), file: 'sql/dw/a.sql' };
    await expect(order([planned], failing)).rejects.toThrow('sql/dw/a.sql: syntax error at or near "selec"');
  });

  it('does not depend on the order in which tables are given, and puts every input first', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, fc.infiniteStream(fc.nat()), async (tables, picks) => {
        const expected = names(await order(tables, reads));
        const shuffled = [...tables].sort(() => ((picks.next().value ?? 0) % 2) - 0.5);
        const ordered = await order(shuffled, reads);
        expect(names(ordered)).toEqual(expected);
        for (const [at, one] of ordered.entries())
          expect(one.inputs.every(input => expected.indexOf(input) < at)).toBe(true);
      }),
      { numRuns: 100, seed: 1 },
    );
  });
});

/** Tables of which each reads some that were drawn before it, in schemas that only go to the right. */
const graphs = fc
  .array(fc.tuple(fc.nat({ max: 3 }), fc.array(fc.nat(), { maxLength: 3 })), { maxLength: 12 })
  .map(drawn => {
    const schema = ['dw', 'mart', 'score', 'report'];
    const sorted = [...drawn].sort(([a], [b]) => a - b);
    const name = (at: number) => `${schema[sorted[at]?.[0] ?? 0]}.t${(at * 7) % 13}`;
    return sorted.map(([, picks], at) => table(name(at), ...(at > 0 ? picks.map(pick => name(pick % at)) : [])));
  });

describe('fingerprints', () => {
  const tables: Ordered[] = [
    { ...table('stage.x'), inputs: ['raw.x'] },
    { ...table('dw.y'), inputs: ['stage.x'] },
    { ...table('dw.z'), inputs: [] },
  ];
  const parts = { all: ['v1'], given: new Map([['raw.x', 'batch 1']]) };
  const base = fingerprints(tables, parts);
  const changed = (others: ReadonlyMap<string, Fingerprint>) =>
    [...base.keys()].filter(name => base.get(name)?.all !== others.get(name)?.all);

  it('follow what was landed to every table that reads it', () => {
    expect(changed(fingerprints(tables, { ...parts, given: new Map([['raw.x', 'batch 2']]) }))).toEqual([
      'stage.x',
      'dw.y',
    ]);
  });

  it('of a table without rows follow from the columns of what it reads, whatever rows that has', () => {
    const [x, y] = tables as [Ordered, Ordered];
    const listed = (rows: string, shape = 'select 0 as n where false') => {
      const empty = fingerprints(
        [
          { ...x, select: rows, shape },
          { ...y, isEmpty: true },
        ],
        parts,
      );
      return empty.get('dw.y')?.all;
    };
    expect(listed('select 1 as n')).toBe(listed('select 2 as n'));
    expect(listed('select 1 as n')).not.toBe(listed('select 1 as n', 'select 0 as m where false'));
    expect(listed('select 1 as n')).not.toBe(base.get('dw.y')?.all);
  });

  it('tell the inputs of a select that stands as it is, and of no other', () => {
    const stored = new Map(
      tables.map(one => [
        one.table,
        { fingerprint: base.get(one.table) as Fingerprint, rows: 1, run: '', isView: false },
      ]),
    );
    const [x, y, z] = tables as [Ordered, Ordered, Ordered];
    const other = { ...y, select: `${y.select} where true` };
    expect(knownInputs([x, other, z], stored, parts)).toEqual(
      new Map([
        [x.select, ['raw.x']],
        [z.select, []],
      ]),
    );
    const held = { ...y, shape: 'dw.y' };
    const fingerprint = fingerprints([x, held, z], parts).get('dw.y') as Fingerprint;
    const holding = new Map([['dw.y', { fingerprint, rows: 1, run: '', isView: false }]]);
    expect(knownInputs([held], holding, parts)).toEqual(new Map([[y.select, y.inputs]]));
    expect(knownInputs(tables, stored, { ...parts, all: ['v2'] }).size).toBe(0);
    expect(knownInputs(tables, undefined, parts).size).toBe(0);
  });

  it('change with the select, the parts of one table, and the parts of all', () => {
    const [x, y, z] = tables as [Ordered, Ordered, Ordered];
    expect(changed(fingerprints([x, { ...y, select: 'select 2' }, z], parts))).toEqual(['dw.y']);
    expect(changed(fingerprints(tables, { ...parts, extra: name => (name === 'dw.z' ? ['new'] : []) }))).toEqual([
      'dw.z',
    ]);
    expect(changed(fingerprints(tables, { ...parts, all: ['v2'] }))).toEqual(['stage.x', 'dw.y', 'dw.z']);
    expect(changed(fingerprints(tables, parts))).toEqual([]);
  });

  it('are sha256', () => {
    expect([...base.values()].every(print => /^[0-9a-f]{64}$/.test(print.all))).toBe(true);
  });
});

describe('lineage', () => {
  it('leads back to what was landed and on to what follows', async () => {
    const tables = await order(
      [
        table('stage.x', 'raw.x'),
        table('dw.a', 'stage.x'),
        table('dw.b', 'stage.x'),
        table('mart.c', 'dw.a', 'dw.b'),
        table('report.d', 'mart.c'),
        table('check.e', 'dw.a'),
      ],
      reads,
      ['raw.x'],
    );
    expect(lineage(tables, 'dw.a')).toEqual({
      table: 'dw.a',
      inputs: ['stage.x'],
      readers: ['mart.c', 'check.e'],
      upstream: [
        { table: 'raw.x', inputs: [] },
        { table: 'stage.x', inputs: ['raw.x'] },
      ],
      downstream: [
        { table: 'mart.c', inputs: ['dw.a', 'dw.b'] },
        { table: 'report.d', inputs: ['mart.c'] },
        { table: 'check.e', inputs: ['dw.a'] },
      ],
    });
    expect(lineage(tables, 'raw.x')?.downstream.map(one => one.table)).toEqual([
      'stage.x',
      'dw.a',
      'dw.b',
      'mart.c',
      'report.d',
      'check.e',
    ]);
    expect(lineage(tables, 'dw.none')).toBeUndefined();
  });
});
