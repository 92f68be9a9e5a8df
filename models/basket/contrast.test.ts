import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { mine } from '../../src/warehouse/mine.js';

const folder = mkdtempSync(join(tmpdir(), 'custometry-contrast-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, 'lines.csv');

/**
 * By hand: 200 baskets each of north and south, all with a bag. Tea is in 40 and 80 of them, jam in 50 and 50, both in 20 and 20; cola in every
 * fourth basket, lemonade in every one after it. Tea brings 2, jam 3, a bag 1, drinks nothing.
 */
const lines = ['north', 'south']
  .flatMap((region, part) =>
    Array.from({ length: 200 }, (_, at) => {
      const teas = part === 0 ? 40 : 80;
      const items = [
        ['bag', '1'],
        ...(at < teas ? [['tea', '2']] : []),
        ...(at >= teas - 20 && at < teas + 30 ? [['jam', '3']] : []),
        ...(at % 4 === 0 ? [['cola', '']] : []),
        ...(at % 4 === 1 ? [['lemonade', '']] : []),
      ];
      return items.map(([item, value]) => `${region}${at},${item},${region},${value}`);
    }),
  )
  .flat();
writeFileSync(file, `order,item,region,margin\n${lines.join('\n')}\n`);
const ask = (columns: Record<string, string>, of = file) =>
  mine({
    model: 'basket',
    file: of,
    columns: { basket: 'order', item: 'item', ...columns },
    choices: { support: 0.05, confidence: 0.05, lhs: 'tea', rhs: 'jam' },
  });

describe('mine basket', () => {
  it('--contrast sets the lift of a rule beside itself in parts: 2 and 1', async () => {
    const { answer, tables } = await ask({ contrast: 'region' });
    const [rule] = (answer.contrast as { rules: { left: string[]; p_value: number }[] }).rules.filter(
      ({ left }) => left.join() === 'tea',
    );
    expect(answer.contrast).toMatchObject({
      parts: [
        { part: 'north', baskets: 200 },
        { part: 'south', baskets: 200 },
      ],
    });
    expect(rule).toMatchObject({
      right: ['jam'],
      parts: [
        { part: 'north', baskets: 20, confidence: 0.5, lift: 2 },
        { part: 'south', baskets: 20, confidence: 0.25, lift: 1 },
      ],
    });
    expect(rule?.p_value).toBeCloseTo(0.000800084, 8);
    expect(tables.find(({ name }) => name === 'contrast')?.rows[0]).toMatchObject({ lifts: 'north 2.00, south 1.00' });
    await expect(ask({ contrast: 'order' })).rejects.toThrow(
      'a contrast is between 2 to 20 parts, and the column has 400',
    );
  });

  it('--value weighs rules by what their items bring, and tells what is bought instead of each other', async () => {
    const { answer } = await ask({ value: 'margin' });
    const { rules, value } = answer as { rules: { top: Record<string, unknown>[] }; value: Record<string, unknown> };
    const rule = rules.top.find(({ left }) => String(left) === 'tea');
    // 40 baskets with both bring 5 each; all of them 120 × 2 + 100 × 3 + 400. Of 120 with tea 40 bring 3 more.
    expect(rule).toMatchObject({ value: 200, value_support: 200 / 940, attach_value: 1 });
    // None of 400 baskets has both drinks, each of which is in 100.
    const chance = Array.from({ length: 100 }, (_, at) => (300 - at) / (400 - at)).reduce((a, b) => a * b);
    const [pair, ...others] = value.apart as Record<string, number>[];
    expect(pair).toMatchObject({ items: ['cola', 'lemonade'], baskets: 0, expected: 25, lift: 0 });
    expect(pair?.p_value).toBeCloseTo(chance, 16);
    expect(pair?.p_value_fdr).toBeCloseTo(chance * 10, 15);
    expect([others, value.total]).toEqual([[], 940]);
  });

  it('--value tells no share of a total that is not above zero', async () => {
    const lossy = join(folder, 'lossy.csv');
    const loss = Array.from({ length: 200 }, (_, at) => `loss${at},bag,north,-10`);
    writeFileSync(lossy, `order,item,region,margin\n${[...lines, ...loss].join('\n')}\n`);
    const { answer } = await ask({ value: 'margin' }, lossy);
    const { rules, value } = answer as { rules: { top: Record<string, unknown>[] }; value: Record<string, unknown> };
    expect(value.total).toBe(-1060);
    expect(rules.top.find(({ left }) => String(left) === 'tea')).toMatchObject({ value: 200, value_support: null });
  });
});
