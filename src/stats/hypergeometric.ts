/** So many marked among all, so many drawn: how many of the drawn ones are marked, under independence. */
interface Draw {
  marked: number;
  drawn: number;
  all: number;
}

/** The probability of `least` or more marked ones among the drawn: Fisher's exact test, one-sided. */
export function atLeast(least: number, draw: Draw): number {
  const [low, high] = range(draw);
  if (least <= low) return 1;
  if (least > high) return 0;
  return isUpper(least, draw) ? sumUp(least, draw) : 1 - sumDown(least - 1, draw);
}

/** The probability of `most` or fewer. */
export function atMost(most: number, draw: Draw): number {
  const [low, high] = range(draw);
  if (most >= high) return 1;
  if (most < low) return 0;
  return isUpper(most + 1, draw) ? 1 - sumUp(most + 1, draw) : sumDown(most, draw);
}

/** The least number that is not exceeded with the probability `share`. */
export function drawQuantile(share: number, draw: Draw): number {
  const [low, high] = range(draw);
  let [below, above] = [low - 1, high];
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (atMost(middle, draw) >= share) above = middle;
    else below = middle;
  }
  return above;
}

/** The fewest and the most marked ones that there can be among the drawn. */
export const range = ({ marked, drawn, all }: Draw) =>
  [Math.max(0, marked + drawn - all), Math.min(marked, drawn)] as const;

const isUpper = (count: number, { marked, drawn, all }: Draw) => count > (marked / all) * drawn;

/** Terms fall on the way from the middle outwards, and end where they change nothing. */
function sumUp(from: number, draw: Draw): number {
  const { marked, drawn, all } = draw;
  const high = range(draw)[1];
  let term = likelihood(from, draw);
  let sum = term;
  for (let at = from; at < high && term > sum * 1e-17; at++) {
    term *= ((marked - at) * (drawn - at)) / ((at + 1) * (all - marked - drawn + at + 1));
    sum += term;
  }
  return Math.min(1, sum);
}

function sumDown(from: number, draw: Draw): number {
  const { marked, drawn, all } = draw;
  const low = range(draw)[0];
  let term = likelihood(from, draw);
  let sum = term;
  for (let at = from; at > low && term > sum * 1e-17; at--) {
    term *= (at * (all - marked - drawn + at)) / ((marked - at + 1) * (drawn - at + 1));
    sum += term;
  }
  return Math.min(1, sum);
}

/** The probability of exactly so many: by three binomial ones in their saddle-point form, which loses no digits in large numbers (Loader 2000). */
export function likelihood(count: number, { marked, drawn, all }: Draw): number {
  if (drawn === 0 || drawn === all) return 1;
  const share = drawn / all;
  const own = binomial(count, marked, share) * binomial(drawn - count, all - marked, share);
  return own / binomial(drawn, all, share);
}

function binomial(count: number, trials: number, share: number): number {
  if (count === 0) return Math.exp(trials * Math.log1p(-share));
  if (count === trials) return Math.exp(trials * Math.log(share));
  const rest = trials - count;
  const error = stirling(trials) - stirling(count) - stirling(rest);
  const distance = deviance(count, trials * share) + deviance(rest, trials * (1 - share));
  return Math.exp(error - distance) * Math.sqrt(trials / (2 * Math.PI * count * rest));
}

/** ln n! less Stirling's formula for it. */
function stirling(n: number): number {
  if (n < 16) return small[n] as number;
  const square = n * n;
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n;
}

const small = Array.from({ length: 16 }, (_, n) => {
  let logFactorial = 0;
  for (let at = 2; at <= n; at++) logFactorial += Math.log(at);
  return n === 0 ? 0 : logFactorial - 0.5 * Math.log(2 * Math.PI * n) - n * Math.log(n) + n;
});

/** x ln(x / mean) + mean − x, by its series where the two are close. */
function deviance(x: number, mean: number): number {
  if (Math.abs(x - mean) >= 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x;
  const v = (x - mean) / (x + mean);
  let sum = (x - mean) * v;
  let term = 2 * x * v;
  for (let at = 3; ; at += 2) {
    term *= v * v;
    const next = sum + term / at;
    if (next === sum) return sum;
    sum = next;
  }
}
