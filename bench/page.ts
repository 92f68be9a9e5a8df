import type { Claim } from './results.js';
import { standingSections } from './section.js';

/** The page of all claims; what the long suites have written below stays. */
export function resultsPage(claims: Claim[], machine: string): string {
  const head = [
    '| what | ours | rival | measured | target | |',
    '|---|---|---|---|---|---|',
    ...claims.map(
      ({ what, ours, rival, measured, target, verdict }) =>
        `| ${[what, ours, rival, measured, target, verdict].join(' | ')} |`,
    ),
  ];
  const how =
    'Whole processes in turn, A B A B …: median seconds (least–most), processor seconds, peak memory. Ratio: median over median (least, median, most of the rounds); below 1 we are faster.';
  return `# Measured claims\n\nWritten by \`npm run bench\`. ${how}\n${machine}\n\n${head.join('\n')}\n${standingSections()}`;
}
