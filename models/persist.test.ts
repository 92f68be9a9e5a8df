import { describe, expect, it } from 'vitest';
import { CliError, exitCode } from '../src/errors.js';
import type { Model } from './model.js';
import { loadModel, saveModel } from './persist.js';

/** A model that learns one number. */
const shift: Model<{ by: number }, { at: number }> = {
  name: 'shift',
  version: 2,
  defaults: { by: 1 },
  features: ['customer_id', 'value'],
  training: () => 'select value from feature.shift',
  fit: (_features, { by }) => ({ at: by }),
  score: ({ at }) => `select customer_id, value + ${at} as score from feature.shift`,
  scoreRow: ({ at }, row) => ({ ...row, score: Number(row.value) + at }),
  explain: ({ at }) => [{ text: `shifted by ${at}` }],
};
const learnt = { options: { by: 3 }, fitted: { at: 3 }, asOf: '2024-01-31' };

describe('a saved model', () => {
  it('comes back as it was, and the same fit is the same bytes', () => {
    const text = saveModel(shift, learnt);
    expect(saveModel(shift, structuredClone(learnt))).toBe(text);
    expect(loadModel(shift, text)).toEqual({
      model: 'shift',
      version: 2,
      features: ['customer_id', 'value'],
      seed: null,
      metrics: {},
      ...learnt,
    });
    expect(saveModel(shift, loadModel(shift, text))).toBe(text);
  });

  it('keeps the seed and the metrics', () => {
    const saved = loadModel(shift, saveModel(shift, { ...learnt, seed: 7, metrics: { auc: 0.75 } }));
    expect(saved).toMatchObject({ seed: 7, metrics: { auc: 0.75 } });
  });

  it.each([
    ['another model', { ...shift, name: 'shuffle' }, 'a saved model is shift, not shuffle'],
    ['another version', { ...shift, version: 3 }, 'saved shift has version 2, this program knows 3'],
    [
      'other features',
      { ...shift, features: ['customer_id'] },
      'saved shift was made for customer_id, value, the features are now customer_id',
    ],
  ])('is refused by %s', (_, stranger, message) => {
    expect(() => loadModel(stranger, saveModel(shift, learnt))).toThrow(message);
  });

  it.each(['', '{"model":', 'null', '[]', '{"model":"shift","version":2,"features":["customer_id","value"]}'])(
    'is refused when damaged: %s',
    text => {
      expect(() => loadModel(shift, text)).toThrow(CliError);
      expect(() => loadModel(shift, text)).toThrow(expect.objectContaining({ code: exitCode.checkFailed }));
    },
  );
});
