import { describe, expect, it } from 'vitest';
import { palettes, rampStep } from './palette.js';

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map(at => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe.each(Object.entries(palettes))('the %s theme', (_, palette) => {
  it('keeps text readable on the paper (contrast 4.5, WCAG AA)', () => {
    for (const name of ['ink', 'muted', 'accent', 'good', 'bad'] as const) {
      expect(contrast(palette[name], palette.paper), name).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('keeps the numbers of a heat grid readable on every shade', () => {
    palette.ramp.forEach((shade, step) => {
      expect(contrast(shade, step < 4 ? palette.ink : palette.onDark), `step ${step}`).toBeGreaterThanOrEqual(4.5);
    });
  });

  it('keeps the two colours of bars apart from the paper (contrast 3)', () => {
    for (const name of ['accent', 'second'] as const) {
      expect(contrast(palette[name], palette.paper), name).toBeGreaterThanOrEqual(3);
    }
  });
});

it('shades nothing lightest and the most darkest', () => {
  expect([0, 0.01, 0.5, 1].map(value => rampStep(value, 1))).toEqual([0, 1, 3, 6]);
  expect(rampStep(1, 0)).toBe(0);
});
