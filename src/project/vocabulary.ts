import * as z from 'zod';

/** A name of ours: of a source, a system, a table. */
export const name = z.string().regex(/^[a-z][a-z0-9_]*$/, 'lower case letters, digits and _, starting with a letter');

/** A part of the whole, 0 to 1. */
export const share = z.number().min(0).max(1);

/** How many records may be refused before the run fails. */
export const limit = z.strictObject({
  count: z.number().int().min(0).optional().describe('so many records at most'),
  share: share.optional().describe('at most this share of those landed, 0 to 1'),
});

/** One of something or a list of them; always a list when read. */
export const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.union([item, z.array(item).min(1)]).transform(given => (Array.isArray(given) ? given : [given]) as z.output<T>[]);
