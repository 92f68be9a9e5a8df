import type { RfmOptions } from './options.js';
import type { SegmentMap, SegmentRule } from './segment-map.js';

type Range = [number, number];
type Preset = Extract<RfmOptions['segments'], string>;

/** The segment maps that a project may name; docs/rfm.md shows them cell by cell and says where they come from. */
export const presets: Record<Preset, SegmentMap> = {
  'rfm-10': {
    bins: { recency: 5, frequency: 5, monetary: 5 },
    rules: [
      rule('Champions', [5, 5], [5, 5], [5, 5]),
      rule('Potential Loyalist', [3, 5], [3, 5], [2, 5]),
      rule('Loyal Customers', [2, 4], [2, 4], [2, 4]),
      rule('Promising', [3, 4], [1, 3], [3, 5]),
      rule('New Customers', [4, 5], [1, 3], [1, 5]),
      rule("Can't Lose Them", [1, 2], [3, 4], [4, 5]),
      rule('At Risk', [1, 2], [2, 5], [4, 5]),
      rule('Need Attention', [1, 3], [3, 5], [3, 5]),
      rule('About To Sleep', [2, 3], [1, 3], [1, 4]),
      rule('Lost', [1, 1], [1, 5], [1, 5]),
    ],
  },
  'shopify-11': {
    bins: { recency: 5, frequency: 5, monetary: 5 },
    rules: [
      together('Champions', [5, 5], [4, 5]),
      together('Loyal', [3, 4], [4, 5]),
      together('Active', [4, 5], [2, 3]),
      together('New', [5, 5], [1, 1]),
      together('Promising', [4, 4], [1, 1]),
      together('Needs attention', [3, 3], [3, 3]),
      together('Almost lost', [3, 3], [1, 2]),
      together('Previously loyal', [1, 2], [5, 5]),
      together('At risk', [1, 2], [3, 4]),
      together('Dormant', [1, 2], [1, 2]),
    ],
    withoutOrders: 'Prospects',
  },
  'pymc-5': {
    bins: { recency: 4, frequency: 4, monetary: 4 },
    rules: [
      ...cells('Premium Customer', '334 443 444 344 434 433 343 333'),
      ...cells('Repeat Customer', '244 234 232 332 143 233 243'),
      ...cells('Top Spender', '424 414 144 314 324 124 224 423 413 133 323 313 134'),
      ...cells('At Risk Customer', '422 223 212 122 222 132 322 312 412 123 214'),
      ...cells('Inactive Customer', '411 111 113 114 112 211 311'),
    ],
  },
  octant: {
    bins: { recency: 2, frequency: 2, monetary: 2 },
    rules: [
      ...cells('Key value', '222'),
      ...cells('Key to develop', '212'),
      ...cells('Key to keep', '122'),
      ...cells('Key to win back', '112'),
      ...cells('General value', '221'),
      ...cells('General to develop', '211'),
      ...cells('General to keep', '121'),
      ...cells('General to win back', '111'),
    ],
  },
};

function rule(segment: string, recency: Range, frequency: Range, monetary: Range): SegmentRule {
  return { segment, recency, frequency, monetary };
}

/** A range of (F + M) / 2, halves rounded up, as a range of the sum F + M. */
function together(segment: string, recency: Range, [from, to]: Range): SegmentRule {
  return { segment, recency, together: [2 * from - 1, 2 * to] };
}

function cells(segment: string, codes: string): SegmentRule[] {
  return codes.split(' ').map(code => {
    const [r, f, m] = [...code].map(Number) as [number, number, number];
    return rule(segment, [r, r], [f, f], [m, m]);
  });
}
