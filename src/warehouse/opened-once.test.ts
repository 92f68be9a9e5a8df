import { expect, it } from 'vitest';
import { openedOnce } from './opened-once.js';

it('opens once, after a failure and after it was closed again', async () => {
  const done: string[] = [];
  let fault: Error | undefined = new Error('there is no warehouse yet');
  const door = openedOnce(
    async () => {
      if (fault) throw fault;
      done.push('open');
      return done.length;
    },
    async opened => void done.push(`close ${opened}`),
  );
  await expect(door.get()).rejects.toThrow('no warehouse');
  fault = undefined;
  expect(await Promise.all([door.get(), door.get()])).toEqual([1, 1]);
  await door.close();
  await door.close();
  expect(await door.get()).toBe(3);
  expect(done).toEqual(['open', 'close 1', 'open']);
});
