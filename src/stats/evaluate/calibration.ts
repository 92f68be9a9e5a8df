/** What turns a score into a probability. Plain data, so it goes through JSON. */
export type Calibration =
  /** 1 / (1 + e^-(slope × score + intercept)). */
  | { kind: 'platt'; slope: number; intercept: number }
  /** 1 / (1 + e^-(score / temperature)), the score being log-odds. */
  | { kind: 'temperature'; temperature: number }
  /** Ascending scores and the probability at each: in between on a straight line, outside as at the nearest end. */
  | { kind: 'isotonic'; scores: number[]; probabilities: number[] };

/** The probability that a calibration gives a score. */
export function calibrated(calibration: Calibration, score: number): number {
  switch (calibration.kind) {
    case 'platt':
      return logistic(calibration.slope * score + calibration.intercept);
    case 'temperature':
      return logistic(score / calibration.temperature);
    case 'isotonic':
      return between(calibration.scores, calibration.probabilities, score);
  }
}

/** 1 / (1 + e^-x). */
export function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

function between(scores: number[], probabilities: number[], score: number): number {
  const above = scores.findIndex(one => one >= score);
  if (above <= 0) return (above < 0 ? probabilities.at(-1) : probabilities[0]) as number;
  const [left, right] = [scores[above - 1] as number, scores[above] as number];
  const [low, high] = [probabilities[above - 1] as number, probabilities[above] as number];
  return low + ((high - low) * (score - left)) / (right - left);
}
