import { mkdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Workbench, workbench } from '../../fixtures/workbench.js';
import { requireRoom } from './room.js';
import { openSession } from './session.js';

it('what a killed build has taken is room for the run that takes it up or removes it', async () => {
  const bench = workbench('sources: { sales: { files: sales.csv } }\n');
  const session = await openSession({ project: bench.dir });
  const building = join(session.state.generations, '000002.building');
  mkdirSync(building, { recursive: true });
  /** A file that says it has so many bytes, and takes none. */
  const left = (bytes: number) => {
    writeFileSync(join(building, 'warehouse.duckdb'), '');
    truncateSync(join(building, 'warehouse.duckdb'), bytes);
  };
  left(2e12);
  expect(() => requireRoom(session, 8e12)).toThrow(
    / are free at .+, besides 2\.0 TB that an unfinished build has taken;/,
  );
  left(8e12);
  expect(() => requireRoom(session, 8e12)).not.toThrow();
  bench.close();
});

it('the least that the first run is told to write is what it writes without entities', async () => {
  const bench = workbench('sources: { sales: { files: sales.csv } }\n', { 'sales.csv': 'a\n1\n' });
  const [, bytes] = /([\d.]+) MB for tables without a row/.exec(await refusal(bench.copy())) ?? [];
  await bench.run();
  const { size } = statSync(join(bench.dir, 'generations', '000001', 'warehouse.duckdb'));
  expect(size / 1e6).toBeGreaterThan(Number(bytes));
  expect(size / 1e6).toBeLessThan(1.2 * Number(bytes));
  bench.close();
});

async function refusal({ dir, close }: Workbench): Promise<string> {
  const session = await openSession({ project: dir });
  try {
    requireRoom(session, 8e15);
    return 'none';
  } catch (error) {
    return String(error);
  } finally {
    close();
  }
}
