import { logGamma } from './log-gamma.js';

/**
 * Fisher's exact test of a table of two by two counts: the probability, its margins given, of a table that is no likelier than this one
 * (two-sided, as R has it).
 *
 * @example fisherTest(3, 1, 1, 3) // 0.4857, Fisher's lady tasting tea
 */
export function fisherTest(a: number, b: number, c: number, d: number): number {
  const [first, second, left] = [a + b, c + d, a + c];
  const least = Math.max(0, left - second);
  const most = Math.min(left, first);
  const likelihood = (x: number) => logChoose(first, x) + logChoose(second, left - x);
  const all = logChoose(first + second, left);
  const own = likelihood(a);
  let sum = 0;
  for (let x = least; x <= most; x++) {
    const other = likelihood(x);
    // Tables as likely as this one count, whatever rounding says.
    if (other <= own + 1e-7) sum += Math.exp(other - all);
  }
  return Math.min(1, sum);
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
