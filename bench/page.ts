import type { Claim } from './results.js';
import { standingRows, standingSections } from './section.js';

/** The page of claims: all of them, or these in the place of their standing rows and the others as they stand. What the long suites have written below stays. */
export function resultsPage(claims: Claim[], machine: string, isAll: boolean): string {
  const rows = new Map(isAll ? [] : standingRows().map(row => [keyOf(row), row]));
  for (const { what, ours, rival, measured, target, verdict } of claims) {
    const row = `| ${[what, ours, rival, measured, target, verdict].join(' | ')} |`;
    rows.set(keyOf(row), row);
  }
  const head = ['| what | ours | rival | measured | target | |', '|---|---|---|---|---|---|', ...rows.values()];
  const how =
    'Whole processes in turn, A B A B …, each when all that was written before is on the disk: median seconds (least–most), processor seconds, peak memory. Ratio: median over median (least, median, most of the rounds); below 1 we are faster. `NODE_EXTRA_CA_CERTS` is not passed on.';
  return `# Measured claims\n\nWritten by \`npm run bench\`; with the name of a bench only its rows are. ${how}\n${machine}\n\n${head.join('\n')}\n${standingSections()}`;
}

/** What was measured, and against whom. */
function keyOf(row: string): string {
  const [what = '', , rival = ''] = row.slice(2).split(' | ');
  return `${what} against ${rival.replace(/: [^:]*$/, '')}`;
}
