import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb.js';
import { rowsOf } from '../../src/table.js';
import { type MineRequest, mine } from '../../src/warehouse/mine.js';
import type { CardLine } from './card/card.js';
import type { ChurnFitted } from './fit.js';
import type { Leak } from './leaks.js';
import { chosenOf, type Standing } from './standing.js';
import type { Need } from './sufficiency.js';

const dir = mkdtempSync(join(tmpdir(), 'custometry-churn-test-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

interface Answer extends Pick<ChurnFitted, 'importance' | 'dependence' | 'learning' | 'fairness' | 'confusion'> {
  leaderboard: Standing[];
  chosen: string | null;
  card: CardLine[];
  leakage: Leak[];
  sufficiency: Need[];
  left_out: { column: string; why: string }[];
  tree: { sql: string | null; leaves: { rows: number; positives: number }[] };
}

const put = (name: string, text: string): string => {
  writeFileSync(join(dir, name), text);
  return join(dir, name);
};
const ask = async (file: string, more: Partial<MineRequest> = {}) => {
  const columns = { target: 'left', id: 'id', ...more.columns };
  const mined = await mine({ model: 'churn', file, ...more, columns, choices: { split: 'every:5', ...more.choices } });
  return { ...mined, answer: mined.answer as unknown as Answer };
};

/** 400 customers, made without chance: the young leave, more so the poor; every column beside the first four is given. */
const customers = (columns: Record<string, (row: number) => string> = {}) => {
  const rows = Array.from({ length: 400 }, (_, row) => {
    const [age, money] = [(row * 7919) % 100, (row * 104729) % 97];
    const left = age + money / 2 + ((row * 31) % 60) < 90 ? 'yes' : 'no';
    const more = Object.values(columns).map(of => of(row));
    return [`c${row}`, left, age, row % 17 === 0 ? '' : money, ...more].join(',');
  });
  return `${['id', 'left', 'age', 'money', ...Object.keys(columns)].join(',')}\n${rows.join('\n')}\n`;
};
const leaves = (row: number) => {
  const [age, money] = [(row * 7919) % 100, (row * 104729) % 97];
  return age + money / 2 + ((row * 31) % 60) < 90;
};

describe('what matters', () => {
  it('is what makes them leave, not what is drawn beside it; more examples tell it better', async () => {
    const file = put('noise.csv', customers({ noise: row => String((row * 613) % 89) }));
    const { answer, tables } = await ask(file);
    const models = tables.find(({ name }) => name === 'models')?.rows ?? [];
    // The model that scores is held against the others: of itself there is no p.
    expect(models.map(({ p, chosen }) => (p === '') === (chosen === 'scores'))).toEqual(models.map(() => true));
    const { importance, dependence, learning } = answer;
    expect(importance.map(({ column }) => column)).toEqual(['age', 'money', 'noise']);
    expect(importance[0]?.fall).toBeGreaterThan(0.2);
    expect(Math.abs(importance[2]?.fall ?? 1)).toBeLessThan(0.03);
    const byAge = dependence.filter(({ column }) => column === 'age').map(({ score }) => score);
    expect(byAge).toHaveLength(9);
    expect(byAge[0]).toBeGreaterThan((byAge[8] as number) + 0.3);
    expect(dependence.filter(({ column, value }) => column === 'money' && value === null)).toHaveLength(1);
    const [first, last] = [learning[0], learning.at(-1)];
    expect(last).toMatchObject({
      examples: 320,
      auc: answer.leaderboard.find(({ model }) => model === answer.chosen)?.auc,
    });
    expect(last?.auc).toBeGreaterThan(first?.auc ?? 1);
  });
});

describe('the page of a file', () => {
  it('draws the tree, each leaf with the rows of its rule, and lets no text become markup', async () => {
    const file = put('drawn.csv', customers({ town: row => (row % 5 < 2 ? '<b>x</b>' : 'here') }));
    const html = join(dir, 'drawn.html');
    const { drawing, answer } = await ask(file, { write: { html } });
    const drawn = drawing.filter(({ isLeaf }) => isLeaf).map(({ text }) => text.split(',')[0]);
    expect(drawn.length).toBeGreaterThan(1);
    expect(drawn).toEqual(answer.tree.leaves.map(({ rows, positives }) => `${positives} of ${rows}`));
    expect(drawing.filter(({ parent }) => parent === undefined)).toHaveLength(1);
    const page = readFileSync(html, 'utf8');
    expect(page.match(/<svg /g)).toHaveLength(1);
    expect(page).not.toContain('<b>x');
  });
});

describe('the model card', () => {
  const town = (row: number) => (row % 3 === 0 ? '' : `T${10 + (row % 13)}`);
  const file = put('fair.csv', customers({ sex: row => (row % 3 === 0 ? 'f' : 'm'), town }));

  it('counts per group what the scores, recounted, say', async () => {
    const { answer, scores } = await ask(file, { columns: { fairness: 'sex,town' }, withScores: true });
    expect(answer.card.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining(['data', 'figures', 'fairness', 'limits']),
    );
    const held = rowsOf(scores as NonNullable<typeof scores>)
      .map(row => ({ row: Number(String(row.customer_id).slice(1)), score: Number(row.score) }))
      .filter(({ row }) => (row + 1) % 5 === 0);
    const bySex = answer.fairness.filter(({ column }) => column === 'sex');
    const byTown = answer.fairness.filter(({ column }) => column === 'town');
    // Of thirteen towns the twelve most frequent, beside them the other one and those without.
    expect(byTown.map(({ group }) => group.replace(/^T.*/, 'a town')).sort()).toEqual([
      ...Array(12).fill('a town'),
      'any other',
      'no value',
    ]);
    expect(bySex.map(({ group }) => group)).toEqual(['f', 'm']);
    for (const { group, rows, positives, selected, selected_positives, said } of bySex) {
      const own = held.filter(({ row }) => (row % 3 === 0) === (group === 'f'));
      const gone = own.filter(({ row }) => leaves(row));
      const share = (of: typeof own) => of.filter(({ score }) => score >= 0.5).length / of.length;
      expect({ rows, positives, selected, selected_positives }).toEqual({
        ...{ rows: own.length, positives: gone.length, selected: share(own), selected_positives: share(gone) },
      });
      expect(said).toBeCloseTo(own.reduce((sum, { score }) => sum + score, 0) / own.length, 5);
    }
    expect(bySex.reduce((sum, { positives }) => sum + positives, 0)).toBe(
      (answer.confusion?.truePositives ?? 0) + (answer.confusion?.falseNegatives ?? 0),
    );
    expect(answer.importance.map(({ column }) => column)).not.toContain('sex');
  });
});

describe('a file', () => {
  const file = put('plain.csv', customers());

  it('has a model that beats the class share, a probability and reasons for every row', async () => {
    const { answer, scores } = await ask(file, { withScores: true });
    expect(answer.chosen).toBe('boosting');
    const rows = scores ? rowsOf(scores) : [];
    expect(rows).toHaveLength(400);
    const likely = rows.filter(row => Number(row.score) > 0.9);
    expect(likely.length).toBeGreaterThan(10);
    for (const row of likely)
      expect(row).toMatchObject({ class: 'yes', reason_1: expect.stringMatching(/^(age|money) /) });
  });

  it('tells of one row why, and what if: the score again with that value, as of a row that has it', async () => {
    const of = (who: string, whatIf: Record<string, string> = {}) => ask(file, { who, whatIf, withScores: true });
    const { row, scores } = await of('c7', { age: '5', money: '' });
    const all = scores ? rowsOf(scores) : [];
    expect(row?.score.score).toBe(all.find(({ customer_id }) => customer_id === 'c7')?.score);
    expect(row?.reasons.reduce((sum, { contribution = 0 }) => sum + contribution, 0)).toBeCloseTo(
      Number(row?.score.score),
      5,
    );
    expect(row?.what_if?.changes).toEqual([
      { column: 'age', from: 33, to: 5 },
      { column: 'money', from: 74, to: null },
    ]);
    expect(row?.what_if?.before).toEqual(row?.score);
    expect(Number(row?.what_if?.after.score)).toBeGreaterThan(Number(row?.score.score));
    await expect(of('nobody')).rejects.toThrow('no row is called nobody');
    await expect(ask(file, { whatIf: { age: '5' } })).rejects.toThrow('--what-if is asked of one row');
  });

  it('has one case in SQL that gives the class of the tree, pasted over the file', async () => {
    const { answer } = await ask(file, { choices: { complexity: 0 } });
    const engine = await openDuckDb();
    const sql = `select (${answer.tree.sql}) = "left" as is_right from read_csv('${file}')`;
    const right = rowsOf(await engine.query(sql)).filter(row => row.is_right).length;
    await engine.close();
    expect(right).toBeGreaterThan(320);
  });
});

describe('dates later than their rows', () => {
  const day = (row: number) => `2024-0${1 + Math.floor(row / 80)}-15`;
  const told = (row: number) => (row % 100 === 7 ? '2024-09-01' : row % 3 === 0 ? '' : day(row));
  const late = customers({ day, told });
  const asked = { columns: { time: 'day' } };

  it('stop the fit, with how many they are, until the column is left out or allowed', async () => {
    const file = put('late.csv', late);
    const { answer, warnings } = await ask(file, asked);
    const dates = Array.from({ length: 400 }, (_, row) => told(row)).filter(one => one !== '').length;
    const why = `4 of its ${dates} dates are later than their rows, up to 2024-09-01`;
    expect(answer).toMatchObject({ chosen: null, leakage: [{ column: 'told', auc: null, why, allowed: false }] });
    expect(warnings.join()).toContain(`nothing is learnt: told seems to know what came: ${why}`);
    const allowed = await ask(file, { ...asked, choices: { 'allow-leak': 'told' } });
    expect(allowed.answer.chosen).not.toBeNull();
    expect(allowed.answer.leakage).toMatchObject([{ column: 'told', allowed: true }]);
  });

  it('are none where they are of the same day or earlier ones, nor where rows have no day', async () => {
    const same = await ask(
      put('same.csv', customers({ day, told: row => (row % 2 === 0 ? day(row) : '2023-12-31') })),
      asked,
    );
    expect(same.answer.leakage).toEqual([]);
    expect((await ask(put('undated.csv', customers({ told })))).answer.leakage).toEqual([]);
  });
});

describe('a planted leak', () => {
  it.each<[string, (row: number) => string]>([
    ['a number that follows from the target', row => String(leaves(row) ? 5 : 1)],
    ['a word that does', row => (leaves(row) ? 'closed' : 'open')],
    ['a value that only those have who left', row => (leaves(row) ? String(row % 9) : '')],
  ])('stops the fit: %s', async (_, leak) => {
    const { answer, warnings } = await ask(put('leak.csv', customers({ leak })));
    expect(answer).toMatchObject({ chosen: null, leaderboard: [], leakage: [{ column: 'leak', allowed: false }] });
    expect(warnings.join()).toContain('leak seems to know what came');
  });

  it('is allowed where somebody says so, and left out where it is excluded', async () => {
    const file = put('leak.csv', customers({ leak: row => String(Number(leaves(row))) }));
    const allowed = await ask(file, { choices: { 'allow-leak': 'visits, leak' } });
    expect(allowed.answer.chosen).not.toBeNull();
    expect(allowed.warnings.join()).toContain('leak is allowed');
    const without = await ask(file, { columns: { exclude: 'leak' } });
    expect(without.answer).toMatchObject({ leakage: [], chosen: 'boosting' });
  });
});

describe('what cannot be learnt from is said in words', () => {
  it.each<[string, string, RegExp]>([
    ['one row', 'id,left,age\na,yes,3\n', /examples of yes to learn from: 1 there, 30 needed, 29 missing/],
    ['one class', `id,left,age\n${'a,no,1\n'.repeat(99)}`, /examples of not no to learn from: 0 there/],
  ])('%s', async (_, text, words) => {
    const { answer, warnings } = await ask(put('few.csv', text));
    expect(answer).toMatchObject({ chosen: null, leaderboard: [] });
    expect(warnings.join('\n')).toMatch(words);
  });

  it.each<[string, (row: number) => string, string]>([
    ['constant', () => '7', 'it has one value only'],
    ['without a value', () => '', 'it has no value'],
    ['of names', row => `name ${row}`, 'it names rows: 320 different words in 320 rows'],
    ['of dates', () => '2024-01-31', 'a date by itself tells nothing of the next one'],
  ])('a column %s', async (_, odd, why) => {
    const { answer } = await ask(put('odd.csv', customers({ odd })));
    expect(answer.left_out).toEqual([{ column: 'odd', why }]);
    expect(answer.chosen).toBe('boosting');
  });

  it('a column of numbers but for a few is words, and which keep it from being numbers is told', async () => {
    const most = put('most.csv', customers({ odd: row => (row % 10 === 3 ? 'NaN' : String(row / 7)) }));
    const { warnings, answer } = await ask(most);
    expect(warnings).toContainEqual(
      '40 values of odd are not a number: row 4 has "NaN", row 14 has "NaN", row 24 has "NaN", row 34 has "NaN", row 44 has "NaN" and 35 more; so odd is read as words (--null WORD for a text that means no value)',
    );
    expect(answer.left_out.map(({ column }) => column)).toEqual(['odd']);
    const told = await ask(most, { formats: { nullWords: ['NaN'] } });
    expect([told.answer.left_out, told.warnings.filter(one => one.includes('as words'))]).toEqual([[], []]);
    const codes = put('codes.csv', customers({ odd: row => (row % 5 === 3 ? 'A7' : String(row % 20)) }));
    expect((await ask(codes)).warnings.join()).not.toContain('as words');
  });

  it('a column of hostile words is only words, in SQL too', async () => {
    const words = [`'; drop table x --`, `"" or 1=1`, '$${}', 'ß', '\u202e', "o''clock"];
    const odd = (row: number) => `"${(words[row % words.length] as string).replaceAll('"', '""')}"`;
    const { answer, scores } = await ask(put('odd.csv', customers({ '"a\'b""c"': odd })), { withScores: true });
    expect([answer.chosen, scores?.rows]).toEqual(['logistic', 400]);
  });

  it('a target of many values needs to be told which', async () => {
    await expect(
      ask(put('odd.csv', customers({ kind: row => 'abc'[row % 3] as string })), { columns: { target: 'kind' } }),
    ).rejects.toThrow('it is not said which value is to be predicted');
  });
});

describe('who scores', () => {
  const standing = (model: Standing['model'], auc: number, logloss: number): Standing => ({
    ...{ model, auc, auc_low: auc - 0.05, auc_high: auc + 0.05, brier: 0, logloss, lift10: 1, ece: 0 },
    ...{ reliability: 0, resolution: 0, uncertainty: 0, within: 0 },
  });
  const baselines = ['share', 'recency'] as const;

  it('is the simplest of those as good as the best', () => {
    const board = [standing('share', 0.5, 0.6), standing('tree', 0.798, 0.5), standing('logistic', 0.8, 0.4)];
    expect(chosenOf(board, baselines)).toBe('tree');
    expect(
      chosenOf([...board.slice(0, 1), standing('tree', 0.79, 0.5), standing('logistic', 0.8, 0.4)], baselines),
    ).toBe('logistic');
  });

  it('is nobody where the best does not beat recency alone, or the log-loss of the class share', () => {
    expect(
      chosenOf(
        [standing('share', 0.5, 0.6), standing('recency', 0.81, 0.5), standing('logistic', 0.8, 0.4)],
        baselines,
      ),
    ).toBeUndefined();
    expect(chosenOf([standing('share', 0.5, 0.6), standing('logistic', 0.8, 0.61)], baselines)).toBeUndefined();
    expect(chosenOf([], baselines)).toBeUndefined();
  });

  it('is nobody where the interval of the best holds one half, by as many as were tried', () => {
    // Half of 95 % is 0.05: z = 1.960; of three at once it is 2.394 (0.025 / 3 in a normal table), so 0.0611.
    const share = standing('share', 0.5, 0.6);
    const three = (auc: number) => [
      share,
      standing('tree', 0.4, 0.6),
      standing('boosting', 0.4, 0.6),
      standing('logistic', auc, 0.5),
    ];
    expect(chosenOf([share, standing('logistic', 0.551, 0.5)], baselines)).toBe('logistic');
    expect(chosenOf([share, standing('logistic', 0.549, 0.5)], baselines)).toBeUndefined();
    expect(chosenOf(three(0.562), baselines)).toBe('logistic');
    expect(chosenOf(three(0.56), baselines)).toBeUndefined();
  });
});
