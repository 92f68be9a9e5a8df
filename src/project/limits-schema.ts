import * as z from 'zod';
import { sizePattern } from './byte-size.js';
import { durationPattern } from './duration.js';
import { limit } from './vocabulary.js';

const run = z.strictObject({
  time: z
    .string()
    .regex(durationPattern, 'a time such as 90s, 30m or 2h')
    .optional()
    .describe('a run that takes longer is ended; nothing is published'),
  disk: z
    .string()
    .regex(sizePattern, 'a size such as 5GB')
    .optional()
    .describe('a run that is estimated to write more does not begin'),
});

/** When a run fails. */
export const limitsSchema = z.strictObject({
  quarantine: limit.default({ share: 0.1 }).describe('refused records of a run; more than this fail it'),
  amount_missing: limit
    .default({ share: 0.5 })
    .describe('order lines that a source delivers without an amount; more than this fail the run'),
  run: run.prefault({}).describe('what a run may take'),
});
