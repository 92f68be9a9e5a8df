import * as z from 'zod';
import { encodings, fieldMark, fileFormats } from './file-words.js';
import { name, oneOrMore, share } from './vocabulary.js';

const fresh = z.strictObject({
  days: z.number().int().min(1).max(10_000).describe('so many days may pass after a delivery without a new one'),
  action: z.enum(['warn', 'stop']).default('warn').describe('what a run does when more have passed'),
});

const expect = z.strictObject({
  min_rows: z.number().int().min(0).default(1).describe('fewer records in a delivery stop the run'),
  max_shrink: share.default(0.5).describe('a new version of a file may be smaller by this share, 0 to 1'),
  fresh: fresh.optional().describe('how long a source may deliver nothing new; default: for ever'),
});

const ascii = z.string().regex(fieldMark, 'one ASCII character');

/** Where the records come from and how their bytes are read. */
export const sourceSchema = z.strictObject({
  system: name.default('main').describe('the operational system; customer and product numbers belong to it'),
  files: oneOrMore(z.string().min(1)).describe('paths or globs, from the folder of the project file'),
  format: z.enum(fileFormats).optional().describe('default: by the name of the file'),
  encoding: z
    .enum(encodings)
    .default('utf-8')
    .describe('how text files write their characters; a byte order mark is read over'),
  delimiter: ascii.optional().describe('between fields; default: a comma for csv, a tab for tsv'),
  quote: ascii.default('"').describe('around fields; doubled inside them'),
  header: z.boolean().default(true).describe('whether the first record names the columns'),
  columns: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('names of the columns, where the file has no header; of ndjson: keys that records may have'),
  pattern: z.string().min(1).optional().describe('lines: a regular expression with named groups, one per column'),
  null_words: z.array(z.string()).default([]).describe('texts that mean null in any column, such as NA'),
  drift: z
    .enum(['evolve', 'freeze'])
    .default('evolve')
    .describe('a changed header: evolve goes on with what is there, freeze stops the run'),
  duplicates: z.enum(['keep', 'drop']).default('keep').describe('exact repeats of a record within one file'),
  complete: z
    .strictObject({ key: oneOrMore(z.string().min(1)).describe('the columns that tell its records apart') })
    .optional()
    .describe(
      'every file holds everything there is: only what differs from the one before is landed, and what is gone',
    ),
  optional: z.boolean().default(false).describe('true: that no file matches is not an error'),
  expect: expect.prefault({}).describe('what a delivery must look like before anything is replaced'),
  max_record_bytes: z.number().int().min(1024).default(16_777_216).describe('a longer record is refused'),
});
