import { likelihood, range } from './hypergeometric.js';

/**
 * Fisher's exact test of a table of two by two counts: the probability, its margins given, of a table that is no likelier than this one
 * (two-sided, as R has it).
 *
 * @example fisherTest(3, 1, 1, 3) // 0.4857, Fisher's lady tasting tea
 */
export function fisherTest(a: number, b: number, c: number, d: number): number {
  const draw = { marked: a + b, drawn: a + c, all: a + b + c + d };
  const [least, most] = range(draw);
  // Tables as likely as this one count, whatever rounding says.
  const own = likelihood(a, draw) * (1 + 1e-7);
  let sum = 0;
  for (let x = least; x <= most; x++) {
    const other = likelihood(x, draw);
    if (other <= own) sum += other;
  }
  return Math.min(1, sum);
}
