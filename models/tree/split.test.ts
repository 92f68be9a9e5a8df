import { expect, it } from 'vitest';
import { treeOptionsOf } from './chosen.js';
import { splitOf } from './split.js';

/** Truth: the calendar; 2024 was a leap year. */
it('rows are held out from a day on that there is', () => {
  expect(splitOf('time:2024-02-29')).toEqual({ kind: 'time', from: '2024-02-29' });
  for (const wrong of ['2024-02-30', '2023-02-29', '2024-13-01', '2024-2-1', ''])
    expect(() => splitOf(`time:${wrong}`)).toThrow(`not time:${wrong}`);
});

/** Else nothing would be held out, and figures would be of rows that were learnt from. */
it('rows without a day are not held out by it', () => {
  for (const split of ['time', 'time:2024-01-01', 'last']) {
    expect(() => treeOptionsOf({ split }, {})).toThrow(`--split ${split} goes with --time`);
    expect(treeOptionsOf({ split }, { time: ['day'] }).split).toEqual(splitOf(split));
  }
  expect(treeOptionsOf({ split: 'every:5' }, {}).split).toEqual({ kind: 'every', rows: 5 });
});
