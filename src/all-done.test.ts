import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { allDone } from './all-done.js';

it('the answers come in the order of the works', async () => {
  expect(await allDone([setTimeout(5, 'slow'), Promise.resolve(1)])).toEqual(['slow', 1]);
});

it('where one fails, the others have ended before it is told', async () => {
  let ended = false;
  const slow = setTimeout(5).then(() => {
    ended = true;
  });
  await expect(allDone([Promise.reject(new Error('refused')), slow])).rejects.toThrow('refused');
  expect(ended).toBe(true);
});
