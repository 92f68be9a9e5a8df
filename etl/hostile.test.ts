import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HostileFile, hostileFiles } from '../fixtures/hostile/files.js';
import { type Workbench, workbench } from '../fixtures/landing/workbench.js';
import { CliError } from '../src/errors.js';
import { groupedBy } from '../src/grouped.js';

const files = hostileFiles();

let bench: Workbench;
beforeAll(async () => {
  bench = await workbench();
});
afterAll(() => bench.close());

/** Files of equal source options and not too wide share a source, so that they meet as neighbours too. */
function deliveries(): Map<string, HostileFile[]> {
  const landed = files.filter(one => one.outcome === 'landed');
  return groupedBy(landed, ({ source, name }) =>
    JSON.stringify([source, /ten-thousand|header-name/.test(name) && name]),
  );
}

describe('hostile files', () => {
  it('are about two hundred, each with a name of its own', () => {
    expect(files.length).toBeGreaterThanOrEqual(190);
    expect(new Set(files.map(file => file.name)).size).toBe(files.length);
  });

  it('that can be read are accounted for record by record', async () => {
    for (const [index, group] of [...deliveries().values()].entries()) {
      const name = `landed_${index}`;
      for (const file of group) bench.write(`${name}/${file.name}`, file.bytes);
      await bench.land({ [name]: { files: `${name}/*`, expect: { min_rows: 0 }, ...group[0]?.source } });
      const [manifest] = bench.manifests(name);
      const landed = new Map(manifest?.files.map(file => [file.path, file]));
      const found = group.map(file => {
        const { rows = Number.NaN, refused = 0 } = landed.get(file.name) ?? {};
        const { name, records = rows + refused, refused: bad = refused } = file;
        return { found: { name, records: rows + refused, refused }, expected: { name, records, refused: bad } };
      });
      expect(found.map(one => one.found)).toEqual(found.map(one => one.expected));
      expect(landed.size).toBe(group.length);
      expect((await bench.refused(name)).length).toBe(manifest?.refused);
      expect(await bench.sums(name, 'count(*) as n')).toEqual({ n: manifest?.rows });
    }
  });

  it.each(files.filter(file => file.outcome === 'error').map(file => [file.name, file] as const))(
    '%s ends in a clear message that names it',
    async (name, file) => {
      bench.write(`error/${name}`, file.bytes);
      const failure = await bench.land({ bad: { files: `error/${name}`, ...file.source } }).catch(error => error);
      expect(bench.manifests('bad')).toEqual([]);
      expect(failure).toBeInstanceOf(CliError);
      expect(failure).toMatchObject({ code: 4, message: expect.stringContaining(name), hint: expect.any(String) });
      expect(failure.message).not.toMatch(/\n|\bat .*:\d+/);
    },
  );
});
