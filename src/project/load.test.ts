import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { CliError } from '../errors.js';
import { type LoadOptions, loadProject } from './load.js';
import { ProjectError } from './project-error.js';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'custometry-project-'));
});
afterAll(() => rm(dir, { recursive: true }));

async function load(text: string | Uint8Array, options: LoadOptions = {}) {
  await writeFile(join(dir, 'custometry.yaml'), text);
  return loadProject(dir, { env: {}, ...options });
}

async function failure(work: Promise<unknown>): Promise<CliError> {
  const error: unknown = await work.catch(caught => caught);
  expect(error).toBeInstanceOf(CliError);
  return error as CliError;
}

const smallest = 'sources: { orders: { files: orders.csv } }\n';

describe('a project file that is wrong', async () => {
  const text = await readFile(new URL('wrong-files.txt', import.meta.url), 'utf8');
  const cases = text.split(/^## /m).slice(1);

  it.each(cases.map(one => [one.slice(0, one.indexOf('\n')), one]))('%s', async (_, one) => {
    const [file = '', message = ''] = one.slice(one.indexOf('\n') + 1).split('\n->\n');
    const error = await failure(load(`${file}\n`, { set: { foldr: 'x' } }));
    expect(error.message).toBe(message.trim());
    expect(error.code).toBe(3);
    expect(error).toBeInstanceOf(ProjectError);
  });

  it('is told in parts too: place, path, what was found and the nearest name', async () => {
    const error = (await failure(load(`${smallest}rfm: { bound: pakage }\n`))) as ProjectError;
    expect(error.issues).toEqual([
      {
        file: 'custometry.yaml',
        line: 2,
        column: 15,
        path: 'rfm.bound',
        message: 'found "pakage", expected one of quantile, package; did you mean "package"?',
        found: 'pakage',
        nearest: 'package',
      },
    ]);
  });
});

describe('loadProject', () => {
  it('fills every default in', async () => {
    const { config } = await load(smallest);
    expect(config).toMatchObject({
      name: 'custometry',
      currency: 'EUR',
      calendar: {
        time_zone: 'UTC',
        week_start: 'monday',
        fiscal_start: 1,
        retail: { pattern: '4-5-4', ends: 'nearest', weekday: 'saturday', month: 'january' },
      },
      customers: { ids: 'per_system' },
      products: { ids: 'shared' },
      sources: {
        orders: { system: 'main', files: ['orders.csv'], drift: 'evolve', expect: { min_rows: 1, max_shrink: 0.5 } },
      },
      entities: {},
      limits: { quarantine: { share: 0.1 }, amount_missing: { share: 0.5 } },
      rfm: { method: 'quantile', bound: 'quantile', segments: 'rfm-10', orders: 'with_sale' },
      generations: { keep: 3 },
    });
  });

  it('takes the short form of a column, and null as an action bare or in quotes', async () => {
    const { config } = await load(`${smallest}
entities:
  order_line:
    - source: orders
      columns: { order_id: id, ordered_at: day, net_amount: { from: amount, formats: "1.234,50" } }
      rules:
        - { column: net_amount, between: [0, 100], action: null }
        - { column: net_amount, required: true, action: "null" }
`);
    const mapping = config.entities.order_line?.[0];
    expect(mapping?.columns).toEqual({
      order_id: { from: 'id' },
      ordered_at: { from: 'day' },
      net_amount: { from: 'amount', formats: ['1.234,50'] },
    });
    expect(mapping?.rules.map(rule => rule.action)).toEqual(['null', 'null']);
  });

  it.each(['UTC', 'Asia/Shanghai', 'US/Eastern', 'Etc/GMT-1'])('knows the time zone %s', async zone => {
    expect((await load(`${smallest}calendar: { time_zone: ${zone} }\n`)).config.calendar.time_zone).toBe(zone);
  });

  it('follows anchors and merge keys', async () => {
    const { config } = await load('sources:\n  a: &a { files: a.csv, drift: freeze }\n  b: { <<: *a, files: b.csv }\n');
    expect(config.sources.b).toMatchObject({ files: ['b.csv'], drift: 'freeze' });
  });

  it('reads a byte order mark over, and says so when the file is not utf-8', async () => {
    expect((await load(`\ufeff${smallest}`)).config.sources.orders?.files).toEqual(['orders.csv']);
    const error = await failure(load(Buffer.from('name: Caf\xe9\n', 'latin1')));
    expect(error.message).toBe(`${join(dir, 'custometry.yaml')} is not utf-8`);
  });

  it('says in which folder it looked', async () => {
    await mkdir(join(dir, 'empty'));
    const error = await failure(loadProject('empty', { cwd: dir }));
    expect(error.message).toBe(`no custometry.yaml in ${join(dir, 'empty')}`);
    expect(error.code).toBe(3);
    expect(error.hint).toMatch(/^custometry init writes one .*; -p DIR names another folder$/);
    expect((await failure(loadProject('nowhere', { cwd: dir }))).message).toBe(`no folder ${join(dir, 'nowhere')}`);
    await writeFile(join(dir, 'a-file'), '');
    expect((await failure(loadProject('a-file', { cwd: dir }))).message).toBe(
      `${join(dir, 'a-file')} is a file, not the folder of a project`,
    );
  });

  it('knows where things stand, and for what is not there its nearest ancestor', async () => {
    const project = await load('sources:\n  orders:\n    files:\n      - a.csv\n      - b.csv\n');
    expect(project.position(['sources', 'orders', 'files', 1])).toEqual({ line: 5, column: 9 });
    expect(project.position(['sources', 'orders', 'delimiter'])).toEqual({ line: 2, column: 3 });
    expect(project.position(['rfm', 'bins'])).toEqual({ line: 1, column: 1 });
  });

  it('lets others fail at a place of the file', async () => {
    const project = await load(smallest);
    const fail = () =>
      project.fail([{ path: ['sources', 'orders', 'files'], message: 'no file matches' }], 'look there');
    expect(fail).toThrow('custometry.yaml:1:29  sources.orders.files: no file matches');
  });

  it.each([
    'a: &a [*a]',
    `a: ${'['.repeat(100)}`,
    '__proto__: { name: x }',
    '? [a, b]\n: c',
    '"<<": 1',
    'a: !!js/function x',
    '%YAML 9',
  ])('answers a hostile file in words: %.40s', async text => {
    const error = await failure(load(`${text}\n`));
    expect(error.code).toBe(3);
    expect(error.message).toMatch(/^custometry\.yaml:\d+:\d+ {2}\S/);
  });

  it('stops at aliases that multiply', async () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (const [from, to] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg'])
      bomb.push(`${to}: &${to} [${`*${from},`.repeat(9)}]`);
    expect((await failure(load(`${bomb.join('\n')}\n`))).message).toMatch(/alias/);
  });
});

describe('the shipped project files', () => {
  it.each(['online-retail', 'cdnow', 'rfm', 'global-electronics'])('fixtures/%s loads', async name => {
    const folder = new URL(`../../fixtures/${name}/`, import.meta.url).pathname;
    const { config, unused } = await loadProject(folder, {
      set: { data: '../shared/data' },
      env: {},
      cwd: '/repository',
    });
    expect(unused).toEqual([]);
    expect(Object.values(config.sources)[0]?.files[0]).toMatch(/^\/shared\/data\//);
  });

  it('fixtures/rfm takes the bound of the R package from a setting', async () => {
    const folder = new URL('../../fixtures/rfm/', import.meta.url).pathname;
    const { config } = await loadProject(folder, { set: { bound: 'package' }, env: {} });
    expect(config.rfm).toMatchObject({
      bound: 'package',
      bins: { recency: 5, frequency: 5, monetary: 5 },
      segments: 'rfm-10',
    });
    expect(config.as_of).toBe('2006-12-31');
  });

  it('text holds the file with its settings filled in', async () => {
    const { text, config } = await load(`name: "\${shop}"\n${smallest}`, { set: { shop: 'Tea & Co: #1' } });
    expect(parse(text)).toEqual({ name: 'Tea & Co: #1', sources: { orders: { files: 'orders.csv' } } });
    expect(config.name).toBe('Tea & Co: #1');
  });
});
