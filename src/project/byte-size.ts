/** How an amount of memory or disk is written: a number and `KB`, `MB`, `GB`, `TB`, or with `i` the powers of 1024. */
export const sizePattern = /^(\d+(?:\.\d+)?)\s?([KMGT])(i?)B$/i;

/**
 * Bytes of a size; NaN where it is not written as one.
 * @example byteSize('5GB') // 5000000000
 */
export function byteSize(text: string): number {
  const [, count, prefix = '', binary] = sizePattern.exec(text) ?? [];
  const power = ' KMGT'.indexOf(prefix.toUpperCase());
  return count === undefined ? Number.NaN : Math.round(Number(count) * (binary ? 1024 : 1000) ** power);
}
