import type { TreeNode } from './tree.js';

/** What rows of a class count for in splits, the leaf that rows of some counts make, and what it costs to call a row of one class by another. */
export interface ClassValues {
  weights: Float64Array;
  leafOf: (counts: number[]) => TreeNode;
  loss: (truth: number, said: number) => number;
}

/**
 * What rows count for. Losses take part in splits as priors do: a class is as much likelier as being wrong about it costs in all (Breiman et al.
 * 1984, section 4.4), which is exact for two classes.
 */
export function classValues(
  all: number[],
  { priors, losses }: { priors?: number[]; losses?: number[][] },
): ClassValues {
  const classes = all.length;
  if (!priors && !losses)
    return {
      weights: new Float64Array(classes).fill(1),
      leafOf: plainLeaf,
      loss: (truth, said) => Number(truth !== said),
    };
  const rows = all.reduce((sum, count) => sum + count, 0);
  const cost = losses ?? all.map((_, truth) => all.map((_, said) => Number(truth !== said)));
  refuseValues(classes, priors, cost);
  const given = priors ?? all.map(count => count / rows);
  const sum = given.reduce((so, one) => so + one, 0);
  const own = all.map((count, at) => (count === 0 ? 0 : ((given[at] as number) / sum) * (rows / count)));
  const costs = cost.map(line => line.reduce((so, one) => so + one, 0));
  const altered = own.map((weight, at) => weight * (costs[at] as number));
  const scale = rows / all.reduce((so, count, at) => so + count * (altered[at] as number), 0);
  const leafOf = (counts: number[]): TreeNode => {
    const weighted = counts.map((count, at) => count * (own[at] as number));
    const whole = weighted.reduce((so, one) => so + one, 0);
    const risks = all.map((_, said) =>
      weighted.reduce((so, one, truth) => so + one * (cost[truth]?.[said] as number), 0),
    );
    const risk = Math.min(...risks);
    const shares = weighted.map(one => (whole === 0 ? 0 : one / whole));
    return { counts, label: risks.indexOf(risk), shares, risk };
  };
  const loss = (truth: number, said: number) => (own[truth] as number) * (cost[truth]?.[said] as number);
  return { weights: Float64Array.from(altered, weight => weight * scale), leafOf, loss };
}

function plainLeaf(counts: number[]): TreeNode {
  return { counts, label: counts.indexOf(Math.max(...counts)) };
}

function refuseValues(classes: number, priors: number[] | undefined, losses: number[][]): void {
  const isShare = (one: number) => Number.isFinite(one) && one >= 0;
  if (priors && (priors.length !== classes || !priors.every(isShare) || !priors.some(one => one > 0)))
    throw new RangeError(`priors are a number from 0 for each of ${classes} classes, not ${priors}`);
  const isSquare = losses.length === classes && losses.every(line => line.length === classes && line.every(isShare));
  if (!isSquare || losses.some((line, at) => line[at] !== 0))
    throw new RangeError(`losses are ${classes} lines of ${classes} numbers from 0, with 0 for what is right`);
}
