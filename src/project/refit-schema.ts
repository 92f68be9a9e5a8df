import * as z from 'zod';

/** When a model is fitted anew, and not scored by the fit published last. */
export const refitSchema = z
  .union([
    z.enum(['every_run', 'never']),
    z.strictObject({
      drift: z
        .number()
        .positive()
        .describe('how far its features may move, as a population stability index such as 0.1'),
    }),
  ])
  .default('every_run')
  .describe('when it is fitted anew: with every run, never, or once its features have drifted past a limit');

/** As the project file says it, defaults filled in. */
export type Refit = z.output<typeof refitSchema>;
