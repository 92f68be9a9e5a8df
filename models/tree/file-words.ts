import type { ColumnWords } from '../../src/column-words.js';

/** A column of a file is called what the file calls it, whatever we mean by such a name. */
export const fileWords = (name: string): ColumnWords => ({ noun: name, kind: 'number' });
