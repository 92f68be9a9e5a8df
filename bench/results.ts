import { median } from './median.js';
import type { Figures } from './race.js';

/** One measured claim as a row of results.md. */
export interface Claim {
  what: string;
  ours: string;
  rival: string;
  /** Median over median, and the range over the rounds; or the figure itself where there is no rival. */
  measured: string;
  target: string;
  verdict: string;
}

/** A claim against a rival, round by round; a text in the place of the rival says why it was not run. */
export function against(what: string, own: Figures, rival: Figures | string, target?: number): Claim {
  const wanted = target === undefined ? 'reported' : `≤ ${target}`;
  const row = { what, ours: figures(own), target: wanted };
  if (typeof rival === 'string') return { ...row, rival, measured: '', verdict: 'not run' };
  const ratios = own.walls.map((wall, round) => wall / (rival.walls[round] ?? Number.NaN));
  const ratio = own.wall / rival.wall;
  const range = `${ratio.toFixed(2)} (${Math.min(...ratios).toFixed(2)}, ${median(ratios).toFixed(2)}, ${Math.max(...ratios).toFixed(2)})`;
  return { ...row, rival: `${rival.name}: ${figures(rival)}`, measured: range, verdict: verdictOf(ratio, target) };
}

/** A claim about one of our own figures. */
export function within(what: string, own: Figures, measured: number, target: number, unit: string): Claim {
  return {
    what,
    ours: figures(own),
    rival: 'none',
    measured: `${measured.toFixed(2)} ${unit}`,
    target: `≤ ${target} ${unit}`,
    verdict: verdictOf(measured, target),
  };
}

/** A figure of our own that nobody set a limit to. */
export function reported(what: string, own: Figures, measured: string): Claim {
  return { what, ours: figures(own), rival: 'none', measured, target: 'reported', verdict: '' };
}

function figures({ wall, walls, cpu, peak }: Figures): string {
  const range = `${Math.min(...walls).toFixed(2)}–${Math.max(...walls).toFixed(2)}`;
  return `${wall.toFixed(2)} s (${range}), ${cpu.toFixed(1)} s cpu, ${peak.toFixed(0)} MB`;
}

function verdictOf(measured: number, target?: number): string {
  if (target === undefined) return '';
  return measured <= target ? 'reached' : 'not reached';
}
