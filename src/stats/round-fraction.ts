import type { Fraction } from './counted-quantile.js';

/** The largest integer that is not above the fraction. */
export function floorFraction({ numerator, denominator }: Fraction): bigint {
  const whole = numerator / denominator;
  return numerator % denominator < 0n ? whole - 1n : whole;
}

/** The smallest integer that is not below the fraction. */
export function ceilFraction({ numerator, denominator }: Fraction): bigint {
  return -floorFraction({ numerator: -numerator, denominator });
}
