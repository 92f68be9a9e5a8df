import * as z from 'zod';
import type { DimensionName, HistoryType } from './entities.js';

const historyType = z.literal([0, 1, 2, 3] satisfies HistoryType[]);

const dimension = z.strictObject({
  history: z
    .record(z.string(), historyType)
    .default({})
    .describe(
      'per attribute: 0 keeps the first value, 1 shows the latest everywhere, 2 opens a version, 3 keeps the one before beside it',
    ),
  deletes: z
    .enum(['ignore', 'close', 'tombstone'])
    .default('ignore')
    .describe('a member that is gone: ignore it, close its last version, or open one that is marked deleted'),
});

/** How the dimensions keep their past. */
export const dimensionsSchema = z.strictObject({
  customer: dimension.prefault({}).describe('default: 2 for what describes a customer, 1 for contact data'),
  product: dimension.prefault({}).describe('default: 2'),
  store: dimension.prefault({}).describe('default: 1'),
  channel: dimension.prefault({}).describe('default: 1'),
} satisfies Record<DimensionName, unknown>);
