import * as z from 'zod';

/** How answers of cubes are looked after. */
export const cubesSchema = z.strictObject({
  shadow: z
    .number()
    .min(0)
    .max(1)
    .default(0.01)
    .describe('the share of questions whose answer from an aggregate is also counted from the facts and compared'),
  remember: z
    .boolean()
    .default(true)
    .describe('whether the shape of each question is written down, for `custometry cube advise`'),
});
