import { totalmem } from 'node:os';
import { expect, it } from 'vitest';
import { workbench } from '../fixtures/workbench.js';
import { byteSize } from './project/byte-size.js';
import { sizeText } from './size-text.js';

/** Truth: by hand; and the project file, in which 1GB are 10^9 bytes and 1GiB are 2^30. */
it('sizes are told in the units in which the project file has them, the memory of the machine too', async () => {
  expect([0, 999, 1000, 999_900, 999_950, 999_999, 17_123_456, 999_999_999, 2.5e9].map(sizeText)).toEqual([
    '0 bytes',
    '999 bytes',
    '1.0 KB',
    '999.9 KB',
    '1.0 MB',
    '1.0 MB',
    '17.1 MB',
    '1.0 GB',
    '2.5 GB',
  ]);
  const bench = workbench('sources: { lines: { files: lines.csv, optional: true } }\n');
  const [machine] = await (await bench.open()).doctor();
  bench.close();
  const [, all = ''] = / of (\S+ \S+) memory free/.exec(machine?.text ?? '') ?? [];
  expect(Math.abs(byteSize(all) / totalmem() - 1)).toBeLessThan(0.01);
});
