import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type DrawnFile,
  type DrawnHistory,
  drawnHistory,
  drawnProject,
  drawnText,
} from '../../fixtures/drawn-history.js';
import { HistoryTruth, shownColumns } from '../../fixtures/history-truth.js';
import { rounds } from '../../fixtures/rounds.js';
import { type StarBench, starBench } from '../../fixtures/star-bench.js';

/*
 * Truth: loops over the records of a drawn company, one member after the other (fixtures/history-truth.ts). Its files come late, again, with
 * deletions, without columns, several a night; its clock goes back; what was told is told otherwise, and who was gone comes back.
 */
const dimensions = ['customer', 'product'];
const wanted = [...dimensions.map(name => `dw.dim_${name}`), 'dw.fact_order_line', 'check.version_span'];

it('every version of every member is what loops over the records say, night after night, and from nothing', async () => {
  let versions = 0;
  await fc.assert(
    fc.asyncProperty(drawnHistory, async drawn => {
      const dir = mkdtempSync(join(tmpdir(), 'custometry-histories-'));
      try {
        writeFileSync(join(dir, 'custometry.yaml'), drawnProject(drawn));
        const [bench, truth] = [await starBench(dir, wanted), new HistoryTruth(drawn)];
        let now = Date.UTC(2024, 1, 27, 2);
        for (const { files, hours } of drawn.nights) {
          deliver(dir, files);
          await bench.night(new Date(now));
          truth.night(new Date(now), files);
          expect(await standing(bench, drawn)).toEqual({
            customer: truth.versions('customer'),
            product: truth.versions('product'),
            facts: truth.facts(),
          });
          now += hours * 3_600_000;
        }
        versions += truth.versions('customer').length;
        const grown = Object.fromEntries(await bench.contents());
        await bench.clear();
        await bench.night(new Date(now));
        expect(Object.fromEntries(await bench.contents())).toEqual(grown);
      } finally {
        rmSync(dir, { recursive: true, force: true });
      }
    }),
    { seed: Number(process.env.CUSTOMETRY_SEED ?? 7), numRuns: rounds(1), endOnFailure: true },
  );
  expect(versions).toBeGreaterThan(rounds(50));
});

function deliver(dir: string, files: DrawnFile[]): void {
  for (const file of files) writeFileSync(join(dir, file.path), drawnText(file));
}

/** The rows that stand, as the truth tells them: times as numbers, since half a millisecond is seen in no text. */
async function standing(bench: StarBench, drawn: DrawnHistory) {
  const lines = async (select: string) =>
    (await bench.rows(select)).map(row => JSON.stringify(Object.values(row))).sort();
  const versions = (dimension: string) => `
    select ${dimension}_id, ${['valid_from', 'valid_to', 'described_from', 'known_from'].map(microseconds).join(', ')},
      is_current, is_inferred, is_deleted, ${dimension}_key, durable_key, current_key,
      cast(_batch as integer) as batch, _file, _row, ${shownColumns(drawn, dimension).join(', ')}
    from dw.dim_${dimension} where ${dimension}_key > 0`;
  return {
    customer: await lines(versions('customer')),
    product: await lines(versions('product')),
    facts: await lines('select order_id, customer_key, product_key from dw.fact_order_line'),
  };
}

const microseconds = (name: string) => `cast(epoch_us(${name}) as double) as ${name}`;
