import { describe, expect, it } from 'vitest';
import { type RfmOptions, resolveMap, rfm } from './index.js';

function resolve(options: Partial<RfmOptions>) {
  return resolveMap({ ...rfm.defaults, ...options });
}

describe('options', () => {
  it('take the bins of the preset, unless the project states them', () => {
    expect(resolve({ segments: 'pymc-5' }).bins).toEqual({ recency: 4, frequency: 4, monetary: 4 });
    expect(resolve({ segments: 'octant' }).bins).toEqual({ recency: 2, frequency: 2, monetary: 2 });
    const bins = { recency: 3, frequency: 4, monetary: 10 };
    expect(resolve({ bins }).bins).toEqual(bins);
  });

  it('take as many bins as the highest score that a map of one’s own names', () => {
    const { bins, rules } = resolve({ segments: [{ name: 'Top', recency: [2, 3], frequency: [3, 3] }] });
    expect(bins).toEqual({ recency: 3, frequency: 3, monetary: 3 });
    expect(rules).toEqual([{ segment: 'Top', recency: [2, 3], frequency: [3, 3] }]);
  });

  it('take the bins of fixed bounds: one more than there are', () => {
    const bounds = { recency: [30, 90], frequency: [1], monetary: [10, 20, 30] };
    expect(resolve({ method: 'fixed', bounds }).bins).toEqual({ recency: 3, frequency: 2, monetary: 4 });
  });

  const bounds = { recency: [30], frequency: [1], monetary: [10] };
  it.each([
    [{ method: 'fixed' }, 'rfm: method fixed has no bounds'],
    [{ method: 'fixed', bounds: { ...bounds, monetary: [] } }, 'rfm: bounds of monetary: 0 given, 1 to 9 needed'],
    [
      { method: 'fixed', bounds, bins: { recency: 5, frequency: 2, monetary: 2 } },
      'rfm: bounds of recency: 1 given, 4 needed',
    ],
    [{ method: 'fixed', bounds: { ...bounds, recency: [9, 9] } }, 'rfm: bounds of recency do not ascend: 9, 9'],
    [{ method: 'fixed', bounds: { ...bounds, recency: [1e14] } }, 'rfm: bounds of recency reach beyond 14 digits'],
    [{ method: 'ntile', bound: 'package' }, 'rfm: bound: package is a reading of quantiles, not of ntile'],
  ] as [Partial<RfmOptions>, string][])('refuse %j', (options, message) => {
    expect(() => resolve(options)).toThrow(message);
  });
});
