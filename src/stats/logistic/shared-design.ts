import { isRoomForLogistic, logisticKernel } from '../kernels/logistic-kernel.js';
import { threadsFor } from '../kernels/threads.js';
import type { Columns } from '../value-order.js';
import { type Design, mirrored, scaleOf } from './design.js';
import { manyRows } from './newton.js';

/** Many rows, each counting once, in WebAssembly on some threads; undefined where they are few or find no room. */
export function sharedDesign(
  columns: Columns,
  labels: ArrayLike<number>,
  threads?: number,
): (Design & { close(): void }) | undefined {
  const rows = labels.length;
  if (rows < manyRows || !isRoomForLogistic(rows, columns.length)) return undefined;
  const kernel = logisticKernel(columns, labels, threadsFor(rows, rows * columns.length ** 2, threads));
  const means = kernel.moments(new Float64Array(columns.length), 1).map(sum => sum / rows);
  const scales = kernel.moments(means, 2).map((sum, at) => scaleOf(sum / rows, means[at] as number));
  kernel.standardize(
    means,
    scales.map(scale => (scale === 0 ? 0 : 1 / scale)),
  );
  const counted: Design['counted'] = (coefficients, wanted) => mirrored(kernel.count(coefficients, wanted === 'all'));
  return { columns, labels, rows, means, scales, counted, close: kernel.close };
}
