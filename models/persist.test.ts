import { describe, expect, it } from 'vitest';
import { CliError, exitCode } from '../src/errors.js';
import { loadModel, modelText, savedModel } from './persist.js';
import { rfm } from './rfm/index.js';

const counted = {
  rows: 0,
  columns: [
    { name: 'axis', type: { kind: 'integer' as const }, values: new Int32Array() },
    { name: 'value', type: { kind: 'decimal' as const, precision: 18, scale: 4 }, values: new BigInt64Array() },
    { name: 'customers', type: { kind: 'integer' as const }, values: new Int32Array() },
  ],
};
const options = { ...rfm.defaults, seed: 7 };
const learnt = { options, fitted: rfm.fit(counted, options), asOf: '2024-01-31', rows: 0, fingerprint: 'abc' };
const text = modelText(savedModel(rfm, learnt));

describe('a saved model', () => {
  it('comes back as it was, and the same fit is the same bytes', () => {
    expect(modelText(savedModel(rfm, structuredClone(learnt)))).toBe(text);
    expect(loadModel(rfm, text)).toEqual(JSON.parse(JSON.stringify({ ...savedModel(rfm, learnt), ...learnt })));
    expect(modelText(savedModel(rfm, loadModel(rfm, text)))).toBe(text);
  });

  it('keeps the features with their units, the seed, the metrics, and on what it rests', () => {
    expect(loadModel(rfm, text)).toMatchObject({
      model: 'rfm',
      version: 1,
      features: expect.arrayContaining([{ name: 'recency_days', unit: 'days' }]),
      seed: 7,
      metrics: { customers: 0, distinct_recency: 0 },
      rows: 0,
      fingerprint: 'abc',
    });
  });

  it.each([
    ['another model', { ...rfm, name: 'shuffle' }, 'a saved model is rfm, not shuffle'],
    ['another version', { ...rfm, version: 9 }, 'saved rfm has version 1, this program knows 9'],
    [
      'other features',
      { ...rfm, features: () => [{ name: 'recency_days', unit: 'weeks' }] },
      'frequency (orders), monetary (reporting currency), the features are now recency_days (weeks)',
    ],
  ])('is refused by %s', (_, stranger, message) => {
    expect(() => loadModel(stranger, text)).toThrow(message);
  });

  it.each(['', '{"model":', 'null', '[]', '{"model":"rfm","version":1,"features":[]}'])(
    'is refused when damaged: %s',
    damaged => {
      expect(() => loadModel(rfm, damaged)).toThrow(CliError);
      expect(() => loadModel(rfm, damaged)).toThrow(expect.objectContaining({ code: exitCode.checkFailed }));
    },
  );
});
