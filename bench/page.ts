import type { Claim } from './results.js';
import { standingRows, standingSections } from './section.js';

/**
 * The page of claims: all of them, or these in the place of their standing rows and the others as they stand, under the machine that each was
 * measured on. What the long suites have written below stays.
 */
export function resultsPage(claims: Claim[], machine: string, isAll: boolean): string {
  const claimed = claims.map(({ what, ours, rival, measured, target, verdict }) => ({
    row: `| ${[what, ours, rival, measured, target, verdict].join(' | ')} |`,
    machine,
  }));
  const rows = new Map([...(isAll ? [] : standingRows()), ...claimed].map(one => [keyOf(one.row), one]));
  const machines = new Set([machine, ...[...rows.values()].map(one => one.machine)]);
  const tables = [...machines].map(name =>
    [name, '', ...head, ...[...rows.values()].filter(one => one.machine === name).map(one => one.row)].join('\n'),
  );
  const how =
    'Whole processes in turn, A B A B …, each when all that was written before is on the disk: median seconds (least–most), processor seconds, peak memory. Ratio: median over median (least, median, most of the rounds); below 1 we are faster. `NODE_EXTRA_CA_CERTS` is not passed on. Each machine has a table of what was measured on it last.';
  return `# Measured claims\n\nWritten by \`npm run bench\`; with the name of a bench only its rows are. ${how}\n\n${tables.join('\n\n')}\n${standingSections()}`;
}

const head = ['| what | ours | rival | measured | target | |', '|---|---|---|---|---|---|'];

/** What was measured, and against whom. */
function keyOf(row: string): string {
  const [what = '', , rival = ''] = row.slice(2).split(' | ');
  return `${what} against ${rival.replace(/: [^:]*$/, '')}`;
}
