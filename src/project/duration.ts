/** How a length of time is written: a number and `s`, `m` or `h`. */
export const durationPattern = /^(\d{1,6}(?:\.\d+)?)(s|m|h)$/;

const milliseconds = { s: 1000, m: 60_000, h: 3_600_000 };

/**
 * Milliseconds of a length of time; NaN where it is not written as one.
 * @example durationMs('1.5h') // 5400000
 */
export function durationMs(text: string): number {
  const [, count, unit] = durationPattern.exec(text) ?? [];
  return unit === undefined ? Number.NaN : Math.round(Number(count) * milliseconds[unit as 's']);
}
