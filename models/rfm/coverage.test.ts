import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { rfmSchema } from '../../src/project/rfm-schema.js';
import { cellsOf } from './cell.js';
import { cellTable, coverage, coverageSentences, presets, resolveMap, rfm } from './index.js';
import { segmentsOf } from './segment-map.js';

const page = readFileSync('docs/rfm.md', 'utf8');

describe('presets', () => {
  it.each(Object.entries(presets))('%s stands cell by cell in docs/rfm.md', (_, map) => {
    expect(page).toContain(cellTable(map, rfm.defaults.other));
  });

  it.each(Object.entries(presets))('%s has its coverage in docs/rfm.md', (_, map) => {
    for (const sentence of coverageSentences(map, rfm.defaults.other)) expect(page).toContain(`- ${sentence}`);
  });

  it.each(Object.keys(presets))('%s has no segment that nobody can be in', name => {
    expect(coverage(presets[name as 'octant']).unreachable).toEqual([]);
  });

  it('octant and shopify-11 name every cell once', () => {
    for (const name of ['octant', 'shopify-11'] as const) {
      expect(coverage(presets[name])).toMatchObject({ gaps: [], overlaps: [] });
    }
    expect(coverage(presets['shopify-11']).segments).toHaveLength(10);
  });

  it('pymc-5 has the 46 scores of pymc_marketing.clv.utils, in 5 segments', () => {
    const { segments, gaps, overlaps } = coverage(presets['pymc-5']);
    expect(segments.map(({ cells }) => cells)).toEqual([8, 7, 13, 11, 7]);
    expect(gaps).toHaveLength(18);
    expect(overlaps).toEqual([]);
  });
});

describe('docs/rfm.md', () => {
  it('shows a map of one’s own that is valid and names every cell', () => {
    const [, example = ''] = /```yaml\n(.*?)```/s.exec(page) ?? [];
    const map = resolveMap(rfmSchema.parse(parse(example).rfm));
    expect(coverage(map)).toMatchObject({ cells: 60, gaps: [], unreachable: [] });
  });
});

describe('coverage', () => {
  const bins = { recency: 2, frequency: 2, monetary: 2 };
  const rules = [
    { segment: 'Top', recency: [2, 2] as [number, number] },
    { segment: 'Recent', recency: [2, 2] as [number, number], frequency: [1, 1] as [number, number] },
    { segment: 'Rest', frequency: [1, 1] as [number, number], monetary: [1, 1] as [number, number] },
  ];

  it('finds gaps, what order decides, and who cannot be reached', () => {
    expect(coverage({ bins, rules })).toEqual({
      cells: 8,
      segments: [
        { segment: 'Top', cells: 4 },
        { segment: 'Recent', cells: 0 },
        { segment: 'Rest', cells: 1 },
      ],
      gaps: ['1-2-2', '1-2-1', '1-1-2'],
      overlaps: [
        { winner: 'Top', loser: 'Recent', cells: 2 },
        { winner: 'Top', loser: 'Rest', cells: 1 },
      ],
      contested: [{ segment: 'Top', cells: 2 }],
      unreachable: ['Recent'],
    });
    expect(coverageSentences({ bins, rules }, 'Others')).toEqual([
      '3 segments over 2 × 2 × 2 = 8 cells, 5 of them named',
      '3 cells in no segment, so in Others: 1-2-2, 1-2-1, 1-1-2',
      '2 cells in several segments, so in the first of them: Top (2)',
      'nobody can be in Recent: its cells do not exist or belong to earlier segments',
    ]);
  });

  it('says how many gaps it does not show', () => {
    const map = { bins: { recency: 5, frequency: 5, monetary: 5 }, rules: [] };
    expect(coverageSentences(map, 'Others')[1]).toMatch(
      /^125 cells in no segment, so in Others: 5-5-5, .* and 113 more$/,
    );
  });

  it('accounts for every cell once', () => {
    const range = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }));
    const rule = fc.record({
      segment: fc.constantFrom('A', 'B', 'C'),
      recency: range,
      frequency: range,
      monetary: range,
    });
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 5 }), drawn => {
        const map = { bins: { recency: 4, frequency: 3, monetary: 2 }, rules: drawn };
        const { segments, gaps, cells } = coverage(map);
        expect(segments.reduce((sum, one) => sum + one.cells, 0) + gaps.length).toBe(cells);
        expect(cellsOf(map.bins)).toHaveLength(cells);
        expect(cellsOf(map.bins).filter(cell => segmentsOf(drawn, cell).length === 0)).toHaveLength(gaps.length);
      }),
      { seed: 3 },
    );
  });
});
