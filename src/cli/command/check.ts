import type { Command } from 'commander';
import { count } from '../../count.js';
import { CliError, exitCode } from '../../errors.js';
import type { CheckResult } from '../../index.js';
import type { Call } from '../call.js';
import { examples } from '../examples.js';
import { print } from '../output.js';
import { tableSection } from '../print/paragraph.js';
import { sheetOf } from '../print/sheet.js';
import { onWarehouse } from '../session.js';

/** `custometry check`: exit code 1 when a check of severity error fails; a warning is told and passes. */
export function define(command: Command): void {
  command
    .addHelpText(
      'after',
      examples([
        ['custometry check', 'how many passed, and what offends'],
        ['custometry check --json', 'every check with its offenders, for a monitor'],
      ]),
    )
    .action(onWarehouse(warehouse => warehouse.check(), tell));
}

async function tell(results: CheckResult[], { options }: Call): Promise<void> {
  await print({ value: results, text: checkText(results), sheet: sheetOf(results.map(flat)) }, options);
  const failed = results.filter(({ passed, severity }) => !passed && severity === 'error');
  if (failed.length === 0) return;
  throw new CliError(
    `${count(failed.length, 'check')} failed`,
    exitCode.checkFailed,
    `see: custometry sql ${failed[0]?.table}`,
  );
}

function checkText(results: CheckResult[]): string {
  const passed = results.filter(result => result.passed);
  const offending = results.filter(result => !result.passed);
  const rows = offending.map(({ name, table, severity, offenders, sentence }) => ({
    name,
    table,
    severity,
    offenders,
    sentence,
  }));
  return [
    `${passed.length} of ${count(results.length, 'check')} passed\n`,
    tableSection('did not pass', sheetOf(rows)),
    ...offending.map(({ name, samples }) => tableSection(`for example, ${name}`, sheetOf(samples))),
  ].join('');
}

function flat({ samples, ...result }: CheckResult): object {
  return { ...result, samples: JSON.stringify(samples) };
}
