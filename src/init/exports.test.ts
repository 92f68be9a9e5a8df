import { describe, expect, it } from 'vitest';
import { workbench } from '../../fixtures/workbench.js';
import { initial } from './init.js';

/** What init makes of these files. */
async function drafted(files: Record<string, string>) {
  const bench = workbench('', files);
  const found = await initial(bench.dir, []);
  bench.close();
  return found;
}

/** A header, and the records that the numbers from 0 lead to. */
function csv(header: string, records: number, record: (at: number) => unknown[]): string {
  return [header, ...Array.from({ length: records }, (_, at) => record(at).join(',')), ''].join('\n');
}

const day = (at: number) => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10);

describe('a first project file of an export', () => {
  it('takes no count of customers or items for their numbers', async () => {
    const record = (at: number) => [at % 4, day(at), 5000 + at, 500 + at, 900 + at];
    const { text } = await drafted({ 'train.csv': csv('Store,Date,Sales,Customers,Items', 20, record) });
    expect(text).not.toMatch(/: (Customers|Items)\n/);
  });
});
