import type { Columns } from '../value-order.js';
import { crewOf } from './crew.js';
import { roomFrom } from './layout.js';

/** In the order of `perform` in kernels/logistic/index.ts. */
const tasks = ['moments', 'standardize', 'count'] as const;
/** As in kernels/crew.ts, and kernels/logistic/fields.ts. */
const chunk = 16_384;
const pieceRows = 512;
/** The kernel's exponential function has its tables below. */
const firstPlace = 16_384;

/** Whether so many rows and columns find room in the memory of a kernel. */
export function isRoomForLogistic(rows: number, columns: number): boolean {
  return planOf(rows, columns, 16).bytes < 2 ** 32;
}

/** Rows of labels 0 or 1 in the kernel, their columns centred and of standard deviation 1. Sums are added in the order of the rows, so they do not depend on threads. */
export function logisticKernel(columns: Columns, given: ArrayLike<number>, threads: number) {
  const rows = given.length;
  const plan = planOf(rows, columns.length, threads);
  const { places, filled, columnBytes, sumsBytes } = plan;
  const crew = crewOf('logistic', threads, plan.bytes);
  const reals = (place: number, length: number) => new Float64Array(crew.memory, place, length);
  const fields = new Uint32Array(crew.memory, 256, 14);
  fields.set([columns.length, filled, places.values, columnBytes, places.labels, places.means, places.factors]);
  fields.set([places.coefficients, places.sums, sumsBytes, places.scratch, places.ones], 7);
  reals(places.ones, pieceRows).fill(1);
  new Uint8Array(crew.memory, places.labels, rows).set(given);
  columns.forEach((column, at) => {
    reals(places.values + at * columnBytes, rows).set(column);
  });

  /** The first sums of each chunk, added up. */
  function added(task: (typeof tasks)[number], length: number): Float64Array {
    crew.run(tasks.indexOf(task), rows);
    const total = new Float64Array(length);
    for (let from = 0; from * chunk < rows; from++) {
      const own = reals(places.sums + from * sumsBytes, length);
      for (let at = 0; at < length; at++) total[at] = (total[at] as number) + (own[at] as number);
    }
    return total;
  }

  /** By column the sum of the distances from some value, or of their squares, as long as they are not standardized. */
  function moments(from: Float64Array, power: 1 | 2): Float64Array {
    fields[13] = power - 1;
    reals(places.means, columns.length).set(from);
    return added('moments', columns.length);
  }

  function standardize(means: Float64Array, factors: Float64Array): void {
    reals(places.means, columns.length).set(means);
    reals(places.factors, columns.length).set(factors);
    crew.run(tasks.indexOf('standardize'), rows);
  }

  /** The log-likelihood and its gradient, intercept first, and the lower half of the information or zeros. */
  function count(coefficients: Float64Array, isInformationWanted: boolean) {
    fields[12] = Number(isInformationWanted);
    reals(places.coefficients, coefficients.length).set(coefficients);
    const sums = added('count', sumsBytes / 8);
    const size = coefficients.length;
    const information = new Float64Array(size * size);
    for (let row = 0; row < size; row++) {
      const start = 1 + filled * (row + 1);
      information.set(sums.subarray(start, start + row + 1), row * size);
    }
    return { logLikelihood: sums[0] as number, gradient: sums.slice(1, 1 + size), information };
  }

  return { moments, standardize, count, close: crew.close };
}

function planOf(rows: number, columns: number, threads: number) {
  const filled = Math.ceil((columns + 1) / 4) * 4;
  const columnBytes = Math.ceil(rows / pieceRows) * pieceRows * 8;
  const sumsBytes = (1 + filled + filled * filled) * 8;
  const memory = roomFrom(firstPlace);
  const places = {
    values: memory.take(columns * columnBytes),
    labels: memory.take(rows),
    means: memory.take(columns * 8),
    factors: memory.take(columns * 8),
    coefficients: memory.take(filled * 8),
    sums: memory.take(Math.ceil(rows / chunk) * sumsBytes),
    scratch: memory.take(threads * 4 * pieceRows * 8),
    ones: memory.take(2 * pieceRows * 8),
  };
  return { places, filled, columnBytes, sumsBytes, bytes: memory.end() };
}
