import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decoded } from './decode.js';

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function decode(bytes: Uint8Array, encoding: Parameters<typeof decoded>[1], size = 3): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of decoded(pieces(bytes, size), encoding)) parts.push(part);
  return Buffer.concat(parts);
}

const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16();

describe('decoding', () => {
  it('takes a byte order mark off, however the bytes come in pieces', async () => {
    for (const size of [1, 2, 5, 100]) {
      expect((await decode(Buffer.from('\ufeffé,b'), 'utf-8', size)).toString()).toBe('é,b');
      expect((await decode(Buffer.from('\ufeffé😀b', 'utf16le'), 'utf-16', size)).toString()).toBe('é😀b');
      expect((await decode(bigEndian('\ufeffé😀b'), 'utf-16', size)).toString()).toBe('é😀b');
    }
    expect((await decode(bigEndian('ab'), 'utf-16')).toString()).toBe('ab');
    expect((await decode(Buffer.from('ab', 'utf16le'), 'utf-16')).toString()).toBe('ab');
    expect((await decode(Buffer.alloc(0), 'utf-16')).length).toBe(0);
  });

  it('keeps any text of utf-16 in both orders of bytes, in pieces of any size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 9 }), async (text, size) => {
        expect((await decode(Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16', size)).toString()).toBe(text);
        expect((await decode(bigEndian(`\ufeff${text}`), 'utf-16', size)).toString()).toBe(text);
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  it('marks half characters of utf-16 as invalid', async () => {
    expect(await decode(Buffer.from('a\ud83dbc\ude00', 'utf16le'), 'utf-16')).toEqual(Buffer.from('61ff6263ff', 'hex'));
    expect(await decode(Buffer.from('610062', 'hex'), 'utf-16')).toEqual(Buffer.from('61ff', 'hex'));
  });

  it('reads latin-1 as ISO 8859-1 and windows-1252 as the Unicode mapping table has it', async () => {
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    expect((await decode(all, 'latin-1')).toString()).toBe(Buffer.from(all).toString('latin1'));
    expect((await decode(Buffer.of(0x80, 0x8a, 0xe9, 0x9f), 'windows-1252')).toString()).toBe('€ŠéŸ');
    const unassigned = [...all].filter(byte => byte >= 0x80 && ![0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte));
    expect((await decode(Uint8Array.from(unassigned), 'windows-1252')).includes(0xff)).toBe(false);
    expect(await decode(Buffer.of(0x41, 0x81, 0x42), 'windows-1252')).toEqual(Buffer.of(0x41, 0xff, 0x42));
  });

  it('reads the Polish of windows-1250 and latin-2 (bytes as Python writes them)', async () => {
    const windows = Buffer.from('5a61bff3b3e62067ea9c6cb9206a619ff120808a', 'hex');
    const latin = Buffer.from('5a61bff3b3e62067eab66cb1206a61bcf120a9', 'hex');
    expect((await decode(windows, 'windows-1250')).toString()).toBe('Zażółć gęślą jaźń €Š');
    expect((await decode(latin, 'latin-2')).toString()).toBe('Zażółć gęślą jaźń Š');
    for (const unassigned of [0x81, 0x83, 0x88, 0x90, 0x98])
      expect(await decode(Buffer.of(unassigned), 'windows-1250')).toEqual(Buffer.of(0xff));
  });

  it('reads GB18030 in pieces of any size (bytes as Python writes them: 客户, €, 😀)', async () => {
    const bytes = Buffer.from('bfcdbba7' + 'a2e3' + '9439fc36' + '2c61', 'hex');
    for (const size of [1, 2, 3, 4, 50]) expect((await decode(bytes, 'gb18030', size)).toString()).toBe('客户€😀,a');
    expect(await decode(Buffer.from('61ff62', 'hex'), 'gb18030')).toEqual(Buffer.from('61ff62', 'hex'));
    expect(await decode(Buffer.from('6181', 'hex'), 'gb18030')).toEqual(Buffer.from('61ff', 'hex'));
  });
});
