/** The colours of one theme. `ramp` goes from little to much; text on its steps is `ink` up to step 3 and `onDark` from step 4. */
export interface Palette {
  paper: string;
  ink: string;
  muted: string;
  rule: string;
  accent: string;
  second: string;
  soft: string;
  good: string;
  bad: string;
  onDark: string;
  ramp: string[];
}

/** The two themes of a report; every text colour keeps a contrast of at least 4.5 to what it stands on (WCAG 2.2, AA). */
export const palettes: { light: Palette; dark: Palette } = {
  light: {
    paper: '#fdfcf9',
    ink: '#1b1e24',
    muted: '#5b606b',
    rule: '#dcd8cf',
    accent: '#1f4e79',
    second: '#a8561a',
    soft: '#a9bfd3',
    good: '#1d6a45',
    bad: '#a02f28',
    onDark: '#ffffff',
    ramp: ['#f0f3f6', '#dde7f0', '#bfd3e5', '#96b8d6', '#386c9c', '#27557f', '#183d60'],
  },
  dark: {
    paper: '#14161a',
    ink: '#e9e7e2',
    muted: '#a2a7b0',
    rule: '#343840',
    accent: '#84b4e4',
    second: '#e2a56c',
    soft: '#3f5a75',
    good: '#7fcaa0',
    bad: '#f2978e',
    onDark: '#10151b',
    ramp: ['#1b2027', '#1f2d3c', '#263f58', '#30577a', '#6497c6', '#87b4dd', '#b3d3f0'],
  },
};

/** The step of the ramp for a value between 0 and `most`: 0 only for nothing, the last for the most. */
export function rampStep(value: number, most: number): number {
  if (value <= 0 || most <= 0) return 0;
  return Math.min(6, 1 + Math.floor((value / most) * 5.999));
}
