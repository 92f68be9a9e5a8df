import type { RunDetail } from '../../index.js';
import { labelled, section, tableSection } from './paragraph.js';
import { sheetOf } from './sheet.js';

/** One run in words and tables; tables that were kept are only counted, `--json` has them with their reasons. */
export function runDetailText(detail: RunDetail): string {
  const { run, landed, steps, tables, offended, warnings, kept = {} } = detail;
  const made = tables.filter(({ status }) => status !== 'kept');
  return [
    labelled([
      ['run', `${run.run} (${run.command}), ${run.status}`],
      ['started', run.started],
      ['elapsed', `${(run.elapsed_ms / 1000).toFixed(1)} s`],
      ['generation', run.generation],
      ['tables', tables.length === 0 ? undefined : `${made.length} built, ${tables.length - made.length} kept`],
      ...Object.entries(kept).map(([model, { generation, asOf }]): [string, string] => [
        model,
        `not fitted anew: of generation ${generation}, as of ${asOf}`,
      ]),
      ['checks', checksText(detail)],
    ]),
    section('error', run.error?.split('\n') ?? []),
    tableSection('landed', sheetOf(landed)),
    tableSection('built', sheetOf(made)),
    tableSection('did not pass', sheetOf(offended)),
    section('warnings', warnings),
    tableSection('steps', sheetOf(steps)),
  ].join('');
}

function checksText({ checks }: RunDetail): string {
  return Object.entries(checks)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${count} ${what}`)
    .join(', ');
}
