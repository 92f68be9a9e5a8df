import { setTimeout as later } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inOrder } from './land-in-order.js';

async function landed(ahead: number): Promise<{ told: number[]; ended: number[]; most: number }> {
  const [told, ended]: [number[], number[]] = [[], []];
  let [now, most] = [0, 0];
  const work = async (ms: number) => {
    most = Math.max(most, ++now);
    await later(ms);
    now -= 1;
    if (ms === 1) throw new Error('broken');
    ended.push(ms);
    return ms;
  };
  try {
    for await (const one of inOrder([30, 10, 1, 20], work, ahead)) told.push(one);
  } catch {
    // What was told by then is looked at.
  }
  return { told, ended, most };
}

/** Truth: by hand. */
it('answers come in order, however many are worked on; when one fails, those that were begun have ended', async () => {
  expect(await landed(0)).toEqual({ told: [30, 10], ended: [30, 10], most: 1 });
  expect(await landed(1)).toEqual({ told: [30, 10], ended: [10, 30, 20], most: 2 });
});
