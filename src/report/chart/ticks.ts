/**
 * Round numbers (steps of 1, 2, 2.5 or 5 times a power of ten) from at or below the least to at or above the most value, 0 always within.
 * @example ticks([3, 870], 4) // [0, 250, 500, 750, 1000]
 */
export function ticks(values: number[], wanted = 4): number[] {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  if (low === high) return [0, 1];
  const step = roundStep((high - low) / wanted);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(first + 1, Math.ceil(high / step - 1e-9));
  return Array.from({ length: last - first + 1 }, (_, index) => tidy((first + index) * step));
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const found = [1, 2, 2.5, 5, 10].find(factor => factor * power >= rough * (1 - 1e-9)) ?? 10;
  return found * power;
}

function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
