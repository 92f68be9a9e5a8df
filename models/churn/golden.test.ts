import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type MineRequest, mine } from '../../src/warehouse/mine.js';
import type { LogisticLearnt } from './rival/logistic.js';
import type { Standing } from './standing.js';

const telco = '../shared/data/telco/Telco-Customer-Churn.csv';

interface Answer {
  rows: number;
  positives: number;
  holdout: { rows: number; positives: number };
  leaderboard: Standing[];
  chosen: string | null;
  card: { text: string }[];
  tree: { leaves: { rows: number; positives: number }[] };
  logistic: { log_likelihood: number } & Pick<LogisticLearnt, 'aic' | 'rank'>;
}

const ask = async (choices: MineRequest['choices'], exclude?: string): Promise<Answer> => {
  const columns = { target: 'Churn', id: 'customerID', exclude };
  const { answer } = await mine({ model: 'churn', file: telco, columns, choices: { positive: 'Yes', ...choices } });
  return answer as unknown as Answer;
};

describe.skipIf(!existsSync(telco))('telco churn, by R (skipped without ../shared/data)', () => {
  it('all complete rows: the four leaves of rpart, the log-likelihood and AIC of glm', async () => {
    const { tree, logistic } = await ask({ split: 'none', missing: 'leave_out' });
    expect(tree.leaves.map(({ rows, positives }) => [rows, positives])).toEqual([
      [3157, 214],
      [1747, 493],
      [1036, 717],
      [1092, 445],
    ]);
    expect([logistic.rank, logistic.log_likelihood, logistic.aic]).toEqual([
      24,
      expect.closeTo(-2913.136, 3),
      expect.closeTo(5874.272, 3),
    ]);
  });

  it('every fifth row held out: AUC of glm and rpart, Brier and log-loss of Newton in numpy', async () => {
    const { rows, positives, holdout, leaderboard, card } = await ask(
      { split: 'every:5', complexity: 0.002 },
      'TotalCharges',
    );
    expect({ rows, positives, holdout }).toEqual({
      rows: 7043,
      positives: 1869,
      holdout: { rows: 1408, positives: 378 },
    });
    expect(card.map(({ text }) => text)).toContainEqual(expect.stringMatching(/ from 3,944 to 5,635$/));
    const of = (name: string) => leaderboard.find(({ model }) => model === name);
    expect(of('logistic')).toMatchObject({
      auc: expect.closeTo(0.833788, 5),
      brier: expect.closeTo(0.13935270966, 8),
      logloss: expect.closeTo(0.43392059304, 8),
    });
    for (const { brier, reliability, resolution, uncertainty, within } of leaderboard)
      expect(reliability - resolution + uncertainty + within).toBeCloseTo(brier, 12);
    expect(of('logistic')?.uncertainty).toBeCloseTo((378 / 1408) * (1030 / 1408), 12);
    expect(Math.abs((of('tree')?.auc ?? 0) - 0.808107)).toBeLessThan(0.005);
    expect(of('share')?.auc).toBe(0.5);
  });
});
