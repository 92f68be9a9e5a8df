import { describe, expect, it } from 'vitest';
import { inLanes } from './lanes.js';
import type { Ordered } from './order.js';

const table = (name: string, ...inputs: string[]): Ordered => {
  return { table: name, inputs, select: '', origin: 'ours', sentence: '', key: [] };
};
/** A long row of tables, of which each waits for the one before, after two that nothing waits for. */
const tables = [table('one'), table('two'), table('a'), table('b', 'a'), table('c', 'b'), table('d', 'c', 'two')];

/** Makes them in the turn of the event loop in which their `work` ends; answers what began and ended, in this order. */
async function made(lanes: number, work: (name: string) => Promise<unknown> = () => new Promise(setImmediate)) {
  const seen: string[] = [];
  const names = Array.from({ length: lanes }, (_, at) => at);
  const answers = await inLanes(tables, { lanes: names }, async ({ table: name }) => {
    seen.push(`+${name}`);
    await work(name);
    seen.push(`-${name}`);
    return name;
  });
  return { seen: seen.join(' '), answers: answers.join(' ') };
}

describe('in lanes', () => {
  it('each table is made after its inputs, first what most others wait for, and told in the order given', async () => {
    expect(await made(1)).toEqual({ seen: '+a -a +b -b +two -two +c -c +one -one +d -d', answers: 'one two a b c d' });
  });

  it('what later tables wait for comes before what nothing waits for', async () => {
    const seen: string[] = [];
    const later = [table('score', 'two'), table('report', 'score')];
    await inLanes(tables.slice(0, 2), { lanes: [0], later }, async ({ table: name }) => seen.push(name));
    expect(seen).toEqual(['two', 'one']);
  });

  it('so many are made at a time as there are lanes, each lane with one', async () => {
    const { seen, answers } = await made(2);
    expect(seen).toBe('+a +two -a +b -two +one -b +c -one -c +d -d');
    expect(answers).toBe('one two a b c d');
  });

  it('a lane with nothing to do waits for the others', async () => {
    const { seen } = await made(9);
    expect(seen).toBe('+a +two +one -a +b -two -one -b +c -c +d -d');
  });

  it('once one fails, no other is begun, those that are being made are told to stop, and its fault is thrown at their end', async () => {
    const seen: string[] = [];
    const making = inLanes(tables, { lanes: [1, 2] }, async ({ table: name }, _, stop) => {
      seen.push(`+${name}`);
      if (name === 'two') throw new Error('two is wrong');
      await new Promise(done => stop.addEventListener('abort', done));
      await new Promise(setImmediate);
      seen.push(`-${name}`);
      throw new Error('a was stopped');
    });
    await expect(making).rejects.toThrow('two is wrong');
    expect(seen).toEqual(['+a', '+two', '-a']);
  });

  it('on a signal no other is begun', async () => {
    const control = new AbortController();
    const seen: string[] = [];
    const making = inLanes(tables, { lanes: [1], signal: control.signal }, async ({ table: name }) => {
      seen.push(name);
      control.abort();
    });
    await expect(making).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen).toEqual(['a']);
  });
});
