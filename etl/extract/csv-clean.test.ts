import { expect, it } from 'vitest';
import { cleanCsv } from './csv-clean.js';
import { headerFinder } from './csv-header.js';
import type { Refusal } from './refusal.js';

const dialect = { delimiter: ',', quote: '"' };

async function cleaned(...pieces: string[]): Promise<string[]> {
  const found: string[] = [];
  const sink = {
    accept: (record: Uint8Array | string) => found.push(String(record)),
    refuse: ({ fault, length }: Refusal) => found.push(`${fault} ${length}`),
  };
  await cleanCsv(bytesOf(pieces), { ...dialect, width: 1, hasHeader: false, maxRecordBytes: 10 }, sink);
  return found;
}

async function* bytesOf(pieces: string[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield Buffer.from(piece);
}

/** Truth: a newline is not of its record, so ten bytes are within a limit of ten, wherever the text comes apart. */
it('takes a record as long as its limit whose newline comes in two pieces', async () => {
  expect(await cleaned('0123456789\r', '\nb\r\n')).toEqual(['0123456789\n', 'b\n']);
  expect(await cleaned('0123456789a\r', '\nb\r\n')).toEqual(['too_long 11', 'b\n']);
  expect(await cleaned('"123456789\r', '\nb\r\n')).toEqual(['unclosed_quote 10', 'b\n']);
  expect(await cleaned('"123456789a\r', '\nb\r\n')).toEqual(['too_long 11', 'b\n']);
});

it('takes such a header', () => {
  const finder = headerFinder(dialect, 10);
  for (const piece of ['0123456789\r', '\nb']) finder.feed(Buffer.from(piece));
  expect(finder.finish()).toEqual({ bytes: Buffer.from('0123456789') });
});
