import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesHeader, linesProject } from '../../fixtures/lines-project.js';
import { isLong } from '../../fixtures/rounds.js';
import { type Workbench, workbenchAt } from '../../fixtures/workbench.js';
import { literal } from '../engine/engine.js';
import { openSession } from './session.js';
import { withEngine } from './with-engine.js';

const folder = mkdtempSync(join(tmpdir(), 'custometry-faults-'));
const disk = mountedDisk(64);
/** How a generation was made, and when it was landed. */
const meta = { tables: /^(meta\.|stage\.batch$)/, columns: /^known_from$/ };
const count = 'select count(*) as n, max(_batch) as batch from dw.fact_order_line';

/** A first night that was run, with the file of a second one beside it; and what both come to. */
let base: Workbench;
let undisturbed: Map<string, string[]>;

beforeAll(async () => {
  base = workbenchAt(join(folder, 'base'));
  base.write('custometry.yaml', linesProject);
  base.write('lines1.csv', `${linesHeader}1,2024-01-01,M,tea,1,10\n2,2024-01-01,C,mug,2,5\n`);
  await base.run();
  base.write('lines2.csv', `${linesHeader}3,2024-01-02,A,tea,1,10\n`);
  const bench = copied('undisturbed');
  await bench.run();
  undisturbed = await bench.contents(meta);
});

afterAll(() => {
  if (disk) execFileSync('umount', [disk]);
  rmSync(folder, { recursive: true, force: true });
});

function copied(name: string, below = folder): Workbench {
  const dir = join(below, name);
  rmSync(dir, { recursive: true, force: true });
  cpSync(base.dir, dir, { recursive: true, verbatimSymlinks: true });
  return workbenchAt(dir);
}

/** A disk of so many megabytes that nobody else fills; undefined where this user may not mount one. */
function mountedDisk(megabytes: number): string | undefined {
  const path = join(folder, 'disk');
  mkdirSync(path);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'custometry-faults', path], { stdio: 'ignore' });
    return path;
  } catch {
    return undefined;
  }
}

describe(`a full disk${disk ? '' : ' (not run: no disk can be mounted by this user)'}`, () => {
  const places: [string, number][] = [
    ['the lock', 0],
    ['what is landed', 12_000],
    ['the copy', 3_000_000],
    ['the tables', 13_500_000],
  ];

  it.skipIf(!disk)(
    'ends run after run with exit code 6, with no room for the lock, what is landed, the copy, the tables, leaves the last generation, and is over when there is room',
    async () => {
      const bench = copied('work', disk);
      const filler = join(String(disk), 'filler');
      for (const [place, free] of places) {
        const { bavail, bsize } = statfsSync(String(disk));
        writeFileSync(filler, Buffer.alloc(bavail * bsize - free));
        const failure = await bench.run().catch(error => error);
        expect([place, failure.code, failure.hint]).toEqual([place, 6, expect.stringMatching(/free some space/)]);
        expect(await bench.rows(count)).toEqual([{ n: 2, batch: '000001' }]);
        rmSync(filler);
      }
      expect(await bench.run()).toMatchObject({ published: true, generation: expect.stringMatching(/^00000[23]$/) });
      expect(await bench.contents(meta)).toEqual(undisturbed);
    },
  );
});

it.skipIf(!disk)('a disk that is filled by the first run is told in our words', async () => {
  const bench = workbenchAt(join(String(disk), 'first'));
  bench.write('custometry.yaml', linesProject);
  bench.write('lines1.csv', `${linesHeader}1,2024-01-01,M,tea,1,10\n`);
  const filler = join(String(disk), 'filler');
  const { bavail, bsize } = statfsSync(String(disk));
  writeFileSync(filler, Buffer.alloc(bavail * bsize - 3_000_000));
  const message = expect.stringMatching(/^the disk is full: no room to write .*\/000001\.building\/warehouse\.duckdb$/);
  await expect(bench.run()).rejects.toMatchObject({ code: 6, message });
  rmSync(filler);
  expect(await bench.run()).toMatchObject({ published: true });
  bench.close();
});

describe('a landed file that was damaged', () => {
  const spoil = (path: string, place: number) => {
    const bytes = readFileSync(path);
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    writeFileSync(path, bytes);
  };

  it('by one bit is named, and nothing is built until it is whole again', async () => {
    const bench = copied('bit');
    const path = join(bench.dir, 'landing', 'lines', '000001', 'data.parquet');
    const whole = readFileSync(path);
    spoil(path, 400);
    await expect(bench.run()).rejects.toMatchObject({
      code: 4,
      message: expect.stringContaining(`${path} has other bytes than it was landed with`),
      hint: expect.stringContaining('backup'),
    });
    expect(await bench.rows(count)).toEqual([{ n: 2, batch: '000001' }]);
    writeFileSync(path, whole.subarray(0, -1));
    await expect(bench.run()).rejects.toThrow(`${path} has ${whole.length - 1} bytes`);
    rmSync(path);
    await expect(bench.run()).rejects.toThrow(`${path} is missing`);
    writeFileSync(path, whole);
    await bench.run();
    expect(await bench.contents(meta)).toEqual(undisturbed);
  });

  it('is named instead of what the engine says of it', async () => {
    const bench = copied('cut');
    const path = join(bench.dir, 'landing', 'lines', '000001', 'data.parquet');
    const whole = readFileSync(path);
    writeFileSync(path, whole.subarray(0, whole.length / 2));
    const session = await openSession({ project: bench.dir });
    const reading = withEngine(session, engine => engine.query(`select * from read_parquet(${literal(path)})`));
    await expect(reading).rejects.toMatchObject({ code: 4, message: expect.stringContaining(`${path} has`) });
  });

  it('may be landed anew from its source, where its batch is moved away', async () => {
    const bench = copied('anew');
    const batch = join(bench.dir, 'landing', 'lines', '000001');
    spoil(join(batch, 'data.parquet'), 400);
    const hint = expect.stringContaining(
      'move the folder of the batch away: custometry run --rebuild lands them again',
    );
    await expect(bench.run()).rejects.toMatchObject({ code: 4, hint });
    rmSync(batch, { recursive: true });
    expect(await bench.run({ rebuild: true })).toMatchObject({ published: true });
    expect(await bench.rows('select count(*) as n from dw.fact_order_line')).toEqual([{ n: 3 }]);
  });

  it('is a manifest: that is named too', async () => {
    const bench = copied('manifest');
    const path = join(bench.dir, 'landing', 'lines', '000001', 'manifest.json');
    spoil(path, readFileSync(path, 'latin1').indexOf('"rows": 2') + '"rows": '.length);
    await expect(bench.run()).rejects.toMatchObject({ code: 4, message: `${path} is damaged or missing` });
    expect(await bench.rows(count)).toEqual([{ n: 2, batch: '000001' }]);
  });
});

describe('a warehouse that was damaged', () => {
  const anew = expect.stringContaining('custometry run --rebuild makes it again');
  const damages: [string, (whole: Buffer) => Buffer][] = [
    ['is no database', () => Buffer.from('no database\n')],
    ['is empty', () => Buffer.alloc(0)],
    ['was cut off', whole => whole.subarray(0, whole.length / 2)],
    ['begins with other bytes', whole => Buffer.concat([Buffer.alloc(16), whole.subarray(16)])],
  ];

  it('that is gone is named by the doctor, who reads none; a rebuild stops at it', async () => {
    const bench = copied('landed-gone');
    const path = join(bench.dir, 'landing', 'lines', '000001', 'data.parquet');
    expect((await (await bench.open()).doctor()).map(({ name }) => name)).not.toContain('landing');
    rmSync(path);
    expect(await (await bench.open()).doctor()).toContainEqual({
      name: 'landing',
      status: 'bad',
      text: `landed files are damaged; nothing can be built on them\n${path} is missing`,
      hint: expect.stringContaining('restore them from a backup'),
    });
    await expect(bench.run({ rebuild: true })).rejects.toMatchObject({ code: 4 });
  });

  const damaged = (name: string) => {
    const bench = copied(name);
    rmSync(join(bench.dir, 'lines2.csv'));
    const path = join(bench.dir, 'generations', '000001', 'warehouse.duckdb');
    return { bench, path, whole: readFileSync(path), record: join(bench.dir, 'generations', '000001', 'run.json') };
  };

  it('is named by the doctor, readers and a run with nothing new, whatever the damage', async () => {
    const { bench, path, whole } = damaged('damaged');
    expect(await bench.run()).toMatchObject({ published: false });
    for (const [damage, spoilt] of damages) {
      writeFileSync(path, spoilt(whole));
      await expectNamed(bench, path, damage);
      await expect((await bench.open()).query(count)).rejects.toMatchObject(namedAs(path));
    }
    rmSync(path);
    mkdirSync(path);
    await expectNamed(bench, path, 'is a folder');
  });

  it('and so is one beside which nothing says what it was made from', async () => {
    const { bench, record } = damaged('record');
    for (const text of ['', '{}']) {
      writeFileSync(record, text);
      await expectNamed(bench, record, text);
    }
    const pointer = join(bench.dir, 'current.json');
    writeFileSync(pointer, '{}');
    expect(await (await bench.open()).doctor()).toContainEqual(
      expect.objectContaining({ name: 'generation', status: 'bad', text: `${pointer} is damaged` }),
    );
  });

  const namedAs = (path: string) => ({ code: 6, message: expect.stringContaining(path), hint: anew });

  async function expectNamed(bench: Workbench, path: string, damage: string): Promise<void> {
    const findings = await (await bench.open()).doctor();
    expect([damage, findings.filter(({ status }) => status !== 'ok')]).toEqual([
      damage,
      [{ name: 'generation', status: 'bad', text: expect.stringContaining(path), hint: anew }],
    ]);
    await expect(bench.run()).rejects.toMatchObject(namedAs(path));
  }

  // Those that the engine opens as something; `npm run long` mends the others too.
  const mended = isLong ? damages : damages.filter(([damage]) => /empty|cut off/.test(damage));

  it.each(mended)('and %s, with what it was made from, is mended by a rebuild', async (_, spoilt) => {
    const { bench, path, whole, record } = damaged('mended');
    writeFileSync(path, spoilt(whole));
    rmSync(record);
    expect(await bench.run({ rebuild: true })).toMatchObject({ published: true, generation: '000002' });
    expect(await bench.rows(count)).toEqual([{ n: 2, batch: '000001' }]);
  });
});

describe('what was decided and cannot be read', () => {
  it('is named by a run whose engine cannot read it, by the doctor, and by what needs no run', async () => {
    const bench = copied('decided');
    const keys = join(bench.dir, 'decisions', 'key', '000001-000001.ndjson');
    const model = join(bench.dir, 'decisions', 'model', '000001-000001.ndjson');
    for (const path of [keys, model]) {
      const whole = readFileSync(path);
      writeFileSync(path, whole.subarray(0, whole.length / 2));
      const named = {
        code: 4,
        message: expect.stringMatching(new RegExp(`${path}:\\d+ cannot be read`)),
        hint: expect.stringContaining('backup'),
      };
      expect(await (await bench.open()).doctor()).toContainEqual(
        expect.objectContaining({ name: 'decisions', status: 'bad', text: named.message, hint: named.hint }),
      );
      await expect(bench.run()).rejects.toMatchObject(named);
      await expect((await bench.open()).run({ freeze: true })).rejects.toMatchObject(named);
      writeFileSync(path, whole);
    }
    await bench.run();
    expect(await bench.contents(meta)).toEqual(undisturbed);
  });
});

describe('what was decided and is missing', () => {
  it('is told by every run that would make something, and by the doctor, until it is there again or is done without', async () => {
    const bench = copied('undecided');
    const keys = join(bench.dir, 'decisions', 'key', '000001-000001.ndjson');
    const whole = readFileSync(keys, 'utf8');
    const lines = whole.split('\n');
    const losses: [string, () => void][] = [
      ['has 0 files, and generation 000001 was made with 1', () => rmSync(keys)],
      [`has 0 bytes, and`, () => writeFileSync(keys, '')],
      [`was made with ${whole.length}`, () => writeFileSync(keys, lines.slice(1).join('\n'))],
    ];
    for (const [words, lose] of losses) {
      lose();
      const message = expect.stringContaining(`${join(bench.dir, 'decisions', 'key')} has`);
      const named = { code: 4, message, hint: expect.stringContaining('restore the folder from a backup') };
      const failure = await bench.run().catch(error => error);
      expect(failure).toMatchObject(named);
      expect(failure.message).toContain(words);
      await expect(bench.run({ rebuild: true })).rejects.toMatchObject(named);
      expect(await (await bench.open()).doctor()).toContainEqual(
        expect.objectContaining({ name: 'decisions', status: 'bad', text: message }),
      );
    }
    writeFileSync(keys, whole);
    const again = bench.copy();
    await bench.run();
    expect(await bench.contents(meta)).toEqual(undisturbed);
    rmSync(join(again.dir, 'decisions', 'key', '000001-000001.ndjson'));
    rmSync(join(again.dir, 'current.json'));
    expect(await again.run()).toMatchObject({ published: true });
    again.close();
  });
});

describe('landed batches that lie on another disk', () => {
  it('are missed where it is not mounted, and nothing lands in their place until a rebuild is wanted of what is there', async () => {
    const bench = copied('unmounted');
    const landed = join(bench.dir, 'landing', 'lines');
    renameSync(landed, join(bench.dir, 'away'));
    rmSync(join(bench.dir, 'lines1.csv'));
    const words = expect.stringContaining(`${landed} holds no batch, and generation 000001 was made from 000001`);
    const plan = async () => (await bench.open()).plan();
    for (const night of [plan, () => bench.run(), () => bench.run()]) {
      const hint = expect.stringContaining('--rebuild');
      await expect(night()).rejects.toMatchObject({ code: 4, message: words, hint });
    }
    const found = expect.objectContaining({ name: 'landing', status: 'bad', text: words });
    expect(await (await bench.open()).doctor()).toContainEqual(found);
    await expect((await bench.open()).run({ from: '2024-01-01' })).rejects.toMatchObject({ code: 4, message: words });
    const forget = { why: 'asked', isMeant: true };
    await expect((await bench.open()).forget('A', forget)).rejects.toMatchObject({
      code: 4,
      message: words,
      hint: expect.stringContaining('current.json'),
    });
    const mended = join(bench.dir, 'mended.csv');
    await expect((await bench.open()).retryQuarantine(mended, { why: 'mended' })).rejects.toMatchObject({
      code: 4,
      message: words,
    });
    expect(await bench.rows(count)).toEqual([{ n: 2, batch: '000001' }]);
    const again = bench.copy();
    expect(await again.run({ rebuild: true })).toMatchObject({ published: true });
    expect(await again.rows(count)).toEqual([{ n: 1, batch: '000001' }]);
    again.close();
    renameSync(join(bench.dir, 'away'), landed);
    await bench.run();
    expect(await bench.contents(meta)).toEqual(undisturbed);
  });

  it('are missed where one between others is gone, unless its files are landed again', async () => {
    const bench = copied('between');
    await bench.run();
    const lost = join(bench.dir, 'landing', 'lines', '000001');
    renameSync(lost, join(bench.dir, 'away'));
    renameSync(join(bench.dir, 'lines1.csv'), join(bench.dir, 'lines1.old'));
    await expect(bench.run()).rejects.toMatchObject({
      code: 4,
      message: `landed batches are missing; nothing was built without them\n${lost} is gone, from which generation 000002 has lines1.csv`,
      hint: expect.stringContaining('restore the folder; custometry run --rebuild'),
    });
    expect(await bench.rows(count)).toEqual([{ n: 3, batch: '000002' }]);
    const again = bench.copy();
    renameSync(join(again.dir, 'lines1.old'), join(again.dir, 'lines1.csv'));
    expect(await again.run()).toMatchObject({ published: true });
    expect(await again.rows(count)).toEqual([{ n: 3, batch: '000003' }]);
    again.close();
    renameSync(join(bench.dir, 'away'), lost);
    expect(await bench.run()).toMatchObject({ published: false });
  });

  it('are named by the doctor where there is no folder, as is any other of the state', async () => {
    const bench = copied('no-folder');
    const [ledger, landing] = [join(bench.dir, 'ledger'), join(bench.dir, 'landing')];
    for (const folder of [ledger, landing]) rmSync(folder, { recursive: true });
    writeFileSync(ledger, '');
    symlinkSync('nowhere', landing);
    expect(await (await bench.open()).doctor()).toContainEqual(
      expect.objectContaining({ name: 'state', status: 'bad', text: `${landing}, ${ledger} is no folder` }),
    );
  });

  it('are read through a link, and with nothing behind it nothing is built', async () => {
    const bench = copied('linked');
    const [landed, other] = [join(bench.dir, 'landing', 'lines'), join(bench.dir, 'other')];
    renameSync(landed, other);
    symlinkSync(other, landed);
    renameSync(other, `${other}.away`);
    await expect(bench.run()).rejects.toMatchObject({
      code: 4,
      message: `${landed} is a link to what is not there`,
    });
    expect(await bench.rows(count)).toEqual([{ n: 2, batch: '000001' }]);
    renameSync(`${other}.away`, other);
    await bench.run();
    expect(await bench.contents(meta)).toEqual(undisturbed);
  });
});

it('a clock set back changes nothing but dates: batches, generations and the ledger go on', async () => {
  const bench = copied('clock');
  const now = () => new Date('1999-12-31T23:59:59.999Z');
  expect(await bench.run({ now })).toMatchObject({ published: true, generation: '000002' });
  expect(await bench.run({ now })).toMatchObject({ published: false, generation: '000002' });
  expect(await bench.contents(meta)).toEqual(undisturbed);
  const runs = (await bench.open()).runs();
  expect(runs.map(({ status }) => status)).toEqual(['published', 'published', 'unchanged']);
  expect(runs.at(-1)?.started).toBe('1999-12-31T23:59:59.999Z');
  expect(
    readdirSync(join(bench.dir, 'landing', 'lines'))
      .filter(name => /^\d/.test(name))
      .sort(),
  ).toEqual(['000001', '000002']);
});

it('a reader keeps the generation that it opened while others are published and collected', async () => {
  const bench = copied('reader');
  const reader = await bench.open();
  const read = async () => (await reader.query('select count(*) as n from dw.fact_order_line')).columns[0]?.values[0];
  expect(await read()).toBe(2n);
  await bench.run();
  await (await bench.open()).collect(1);
  expect(readdirSync(join(bench.dir, 'generations')).filter(name => /^\d/.test(name))).toEqual(['000002']);
  expect(await read()).toBe(2n);
  await reader.close();
  expect(await read()).toBe(3n);
  await reader.close();
});
