import type { Figures } from './race.js';

/** One measured claim as a row of results.md. */
export interface Claim {
  row: string;
}

/** A claim against a rival: the ratio is median over median; without a rival the target is in seconds. */
export function claim(what: string, own: Figures | string, target: number, rival: Figures | string): Claim {
  if (typeof own === 'string') return { row: `| ${what} | ${own} | | | ${target} | ${rival} |` };
  const figure = (one: Figures) =>
    `${one.wall.toFixed(2)} s (${Math.min(...one.walls).toFixed(2)}–${Math.max(...one.walls).toFixed(2)}), ${one.cpu.toFixed(1)} s cpu, ${one.peak.toFixed(0)} MB`;
  const measured = typeof rival === 'string' ? own.wall : own.wall / rival.wall;
  const verdict = measured <= target ? 'reached' : 'not reached';
  const against = typeof rival === 'string' ? rival : `${rival.name}: ${figure(rival)}`;
  return { row: `| ${what} | ${figure(own)} | ${against} | ${measured.toFixed(2)} | ${target} | ${verdict} |` };
}

/** The page of all claims. */
export function resultsPage(claims: Claim[], machine: string): string {
  const head = '| what | ours | rival | ratio | target | |\n|---|---|---|---|---|---|';
  return `# Measured claims\n\nWhole processes, run in turn; medians, in brackets the range. ${machine}.\n\n${head}\n${claims.map(one => one.row).join('\n')}\n`;
}
