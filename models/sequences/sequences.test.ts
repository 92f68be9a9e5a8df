import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type MineRequest, mine } from '../../src/warehouse/mine.js';

const folder = mkdtempSync(join(tmpdir(), 'custometry-sequences-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const columns = { customer: 'who', time: 'at', item: 'what' };
/** The running example of Zaki 2001, as in arulesSequences; what it comes to is in the package's tests/zaki.Rout.save. */
const zaki = 'fixtures/sequences/zaki.csv';
const ask = (choices: MineRequest['choices'], more: Partial<MineRequest> = {}) =>
  mine({ model: 'sequences', file: zaki, columns, choices, ...more });

describe('mine sequences', () => {
  it('of Zaki: 18 sequences, 8, 7 and 3 by elements, and 10 rules of confidence .5', async () => {
    const { answer } = await ask({ support: 0.4, confidence: 0.5 });
    expect(answer).toMatchObject({
      customers: 4,
      items: 8,
      complete: true,
      sequences: { total: 18, byLength: [4, 8, 5, 1], byElements: [8, 7, 3] },
      rules: { total: 10 },
    });
    const { sequences, rules } = answer as { sequences: { top: unknown[] }; rules: { top: unknown[] } };
    expect(sequences.top).toContainEqual({ sequence: [['D'], ['B', 'F'], ['A']], customers: 2, support: 0.5 });
    expect(rules.top.at(-1)).toEqual({
      left: [['B', 'F']],
      right: ['A'],
      customers: 2,
      support: 0.5,
      confidence: 0.5,
      lift: 0.5,
    });
  });

  it('of two events of two items each at the most: 14 sequences, 7 rules; all of them as a table', async () => {
    const { answer, scores } = await ask({ support: 0.4, confidence: 0.5, size: 2, elements: 2 }, { withScores: true });
    expect(answer).toMatchObject({ sequences: { total: 14 }, rules: { total: 7 } });
    expect(scores?.rows).toBe(14);
  });

  it('counts gaps in days where the column has dates, and takes the items of a basket as one event', async () => {
    const file = join(folder, 'dates.csv');
    const lines = ['a,2024-01-01 09:00,1,tea', 'a,2024-01-01 09:05,1,jam', 'a,2024-01-04 09:00,2,cup'];
    writeFileSync(file, `who,at,order,what\n${lines.join('\n')}\n`);
    const total = async (choices: MineRequest['choices'], basket?: string) => {
      const { answer } = await ask({ support: 1, ...choices }, { file, columns: { ...columns, basket } });
      return (answer.sequences as { byLength: number[] }).byLength;
    };
    // Apart, tea, jam and cup follow each other in pairs and all three; of one order, tea and jam are one event.
    expect(await total({})).toEqual([3, 3, 1]);
    expect(await total({ elements: 2 }, 'order')).toEqual([3, 3, 1]);
    expect(await total({ size: 1 }, 'order')).toEqual([3, 2]);
    expect(await total({ 'max-gap': 2.9 }, 'order')).toEqual([3, 1]);
    expect(await total({ 'min-gap': 3 }, 'order')).toEqual([3, 3, 1]);
  });

  it('says where a limit of memory ended it, and nothing of nobody', async () => {
    const file = join(folder, 'many.csv');
    const rows = Array.from({ length: 1600 }, (_, at) => `c${Math.floor(at / 40)},${at % 40},i${at % 40}`);
    writeFileSync(file, `who,at,what\n${rows.join('\n')}\n`);
    // 40 items, 780 pairs and 9,880 threes of every customer, of which a megabyte holds the first two.
    const { answer, warnings } = await ask({ support: 1, length: 3, memory: 1 }, { file });
    expect(answer).toMatchObject({ complete: false, reason: 'memory', length_reached: 2 });
    expect(warnings).toEqual(['sequences of more than 2 items are missing: the search met its limit of memory']);
    const five = Array.from({ length: 5 }, (_, at) => `c,${at},i${at}`);
    writeFileSync(file, `who,at,what\n${five.join('\n')}\n`);
    // Five items one after the other are one sequence of five; four is the most where nobody says.
    const shorter = await ask({ support: 1 }, { file });
    expect(shorter.answer).toMatchObject({ complete: false, reason: 'length', length_reached: 4 });
    expect(shorter.notes).toContain(
      'there are sequences of more than 4 items, which are missing; raise the length for them',
    );
    expect((await ask({ support: 1, length: 5 }, { file })).answer).toMatchObject({ complete: true });
    writeFileSync(file, 'who,at,what\n,1,a\n');
    const empty = await ask({}, { file });
    expect(empty.answer).toMatchObject({ customers: 0, sequences: { total: 0, top: [] } });
    expect(empty.warnings).toEqual([
      '1 record is left out: it has no who: row 1',
      'there are no events, so nothing follows anything',
    ]);
  });

  it.each([
    [{ support: 0 }, {}, '--support is a share above 0 up to 1, not 0'],
    [{ 'max-gap': -1 }, {}, '--max-gap is 0 or more, not -1'],
    [{}, { columns: { customer: 'who' } }, 'mine sequences needs --time COLUMN --item COLUMN'],
    [{}, { columns: { ...columns, item: 'waht' } }, 'has no column waht'],
    [{}, { columns: { ...columns, time: 'what' } }, '27 values of what are not a date or a number'],
    [{}, { write: { sql: 'x.sql' } }, 'mine sequences scores nobody'],
  ])('answers %o %o in words', async (choices, more, message) => {
    await expect(ask(choices, more as Partial<MineRequest>)).rejects.toThrow(message);
  });
});
