import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rounds } from '../../fixtures/rounds.js';
import { type StageBench, stageBench } from '../../fixtures/workbench.js';
import { unportable } from '../../src/plan/words.js';

/** What is delivered: fields that are right, missing or wrong, and records that lack a field. */
interface Line {
  day: string;
  amount: string;
  who: string;
  keep: string;
  note: string;
  isTorn: boolean;
}

interface Company {
  duplicates: 'keep' | 'drop';
  nights: Line[][];
}

const line: fc.Arbitrary<Line> = fc.record({
  day: fc.constantFrom('2024-01-31', '31.01.2024', 'epoch', ''),
  amount: fc.constantFrom('1', '2.50', '', 'NA', '1_000'),
  who: fc.constantFrom('A', 'B', 'Z', ''),
  keep: fc.constantFrom('y', 'y', 'n', ''),
  note: fc.oneof(
    fc.constantFrom('', 'é "x"', "o'", '\u0001', '\\', 'two\nlines'),
    fc.string({ maxLength: 6 }).map(noBreaks),
  ),
  isTorn: fc.integer({ min: 0, max: 9 }).map(n => n === 0),
});

/** A few records, some of them twice. */
const night = fc
  .array(fc.tuple(line, fc.integer({ min: 1, max: 2 })), { minLength: 1, maxLength: 7 })
  .map(lines => lines.flatMap(([one, times]) => Array.from({ length: times }, () => one)));

const company: fc.Arbitrary<Company> = fc.record({
  duplicates: fc.constantFrom('keep', 'drop'),
  nights: fc.array(night, { minLength: 1, maxLength: 2 }),
});

function noBreaks(text: string): string {
  return text.replace(/[\r\n]/g, ' ');
}

const mapped = { order_line: (one: Line) => one.keep === 'y', customer: () => true };

/** By hand: which place each record goes to. */
function places({ duplicates, nights }: Company, entity: keyof typeof mapped): string[][] {
  return nights.map(lines => {
    const seen = new Set<string>();
    return lines.map(one => {
      if (one.isTorn) return 'quarantined';
      const text = JSON.stringify(one);
      const isRepeat = seen.has(text);
      seen.add(text);
      if (!mapped[entity](one)) return 'skipped';
      if (isRepeat && duplicates === 'drop') return 'repeats';
      const isWrong = entity === 'customer' ? one.who === '' : !/^\d/.test(one.day) || one.amount === '1_000';
      return isWrong ? 'quarantined' : 'accepted';
    });
  });
}

function project(duplicates: string): string {
  return `
sources:
  lines: { files: 'night*.csv', duplicates: ${duplicates}, null_words: [NA], expect: { min_rows: 0 } }
entities:
  customer: [{ source: lines, columns: { customer_id: who, name: note } }]
  order_line:
    - source: lines
      where: keep = 'y'
      columns:
        order_id: _file
        ordered_at: { from: day, formats: [YYYY-MM-DD, DD.MM.YYYY] }
        net_amount: amount
        customer_id: who
      rules:
        - { column: customer_id, in: [A, B], action: warn }
`;
}

function csv(lines: Line[]): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const record = ({ day, amount, who, keep, note, isTorn }: Line) =>
    [day, amount, who, keep, ...(isTorn ? [] : [quoted(note)])].join(',');
  return `${['day,amount,who,keep,note', ...lines.map(record)].join('\n')}\n`;
}

const names = ['accepted', 'quarantined', 'repeats', 'skipped'];

it('every landed record is found in exactly one place, whatever the dirt', async () => {
  await fc.assert(
    fc.asyncProperty(company, async given => {
      const nights = given.nights.map((lines, index) => ({ [`night${index}.csv`]: csv(lines) }));
      const bench = await stageBench(project(given.duplicates), ...nights);
      try {
        for (const [table, select] of bench.selects)
          if (/order_line|customer|quarantine|account|format/.test(table)) expect(unportable(select)).toEqual([]);
        for (const entity of ['customer', 'order_line'] as const) {
          const wanted = places(given, entity);
          expect(await accountOf(bench, entity)).toEqual(
            wanted.map(found => [found.length, ...names.map(name => found.filter(one => one === name).length)]),
          );
          expect(await whereEachWent(bench, entity)).toEqual(expectedPlaces(given, wanted));
        }
        for (const { record, failures } of await bench.rows('select record, failures from stage.quarantine')) {
          expect(JSON.parse(String(record))).toBeTypeOf('object');
          expect(JSON.parse(String(failures)).length).toBeGreaterThan(0);
        }
      } finally {
        bench.close();
      }
    }),
    { seed: 1, numRuns: rounds(5) },
  );
});

async function accountOf(bench: StageBench, entity: string): Promise<unknown[][]> {
  const columns = ['landed', ...names].join(', ');
  const rows = await bench.rows(`select ${columns} from stage.account where entity = '${entity}' order by batch`);
  return rows.map(row => Object.values(row));
}

/** Batch, row and place of each accepted and each quarantined record, torn ones by their number in the file. */
async function whereEachWent(bench: StageBench, entity: string): Promise<string[]> {
  const rows = await bench.rows(`
    select _batch as batch, _row as at, 'accepted' as place from stage.${entity}
    union all
    select batch, "row", case when rule = 'structure' then 'torn' else 'quarantined' end from stage.quarantine where entity = '${entity}'`);
  return rows.map(({ batch, at, place }) => `${batch} ${at} ${place}`).sort();
}

/** `_row` numbers the records that were read; a torn one is known by its place in the file. */
function expectedPlaces({ nights }: Company, wanted: string[][]): string[] {
  return wanted
    .flatMap((found, index) => {
      let row = 0;
      return found.map((place, at) => {
        const isTorn = nights[index]?.[at]?.isTorn;
        if (!isTorn) row++;
        return `${String(index + 1).padStart(6, '0')} ${isTorn ? at + 1 : row} ${isTorn ? 'torn' : place}`;
      });
    })
    .filter(text => !/repeats|skipped/.test(text))
    .sort();
}
