import { expect, it } from 'vitest';
import { splitOf } from './split.js';

/** Truth: the calendar; 2024 was a leap year. */
it('rows are held out from a day on that there is', () => {
  expect(splitOf('time:2024-02-29')).toEqual({ kind: 'time', from: '2024-02-29' });
  for (const wrong of ['2024-02-30', '2023-02-29', '2024-13-01', '2024-2-1', ''])
    expect(() => splitOf(`time:${wrong}`)).toThrow(`not time:${wrong}`);
});
