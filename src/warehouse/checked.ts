import { count } from '../count.js';
import { CliError, exitCode } from '../errors.js';
import type { CheckResult } from '../plan/check.js';
import { amountLimitName } from './amount-limit.js';
import { anewLimitName } from './limits.js';

/** The error that ends a run in which a check failed, all of them named; undefined when none did. */
export function failedChecks(checks: CheckResult[]): CliError | undefined {
  const failed = checks.filter(check => check.severity === 'error' && !check.passed);
  if (failed.length === 0) return undefined;
  const lines = failed.map(({ name, offenders, sentence, samples }) => {
    const examples = samples.map(sample => JSON.stringify(sample)).join(' ');
    return `${name}: ${count(offenders, 'offender')}\n  ${sentence}${examples ? `${sampleLine}${examples}` : ''}`;
  });
  return new CliError(
    `${failed.length} of ${checks.length} checks failed; nothing was published\n${lines.join('\n')}`,
    exitCode.checkFailed,
    hintFor(failed),
  );
}

/** What mends each of them, once, the general advice last. */
function hintFor(failed: CheckResult[]): string {
  const hints = new Set(failed.map(hintOf));
  const general = hints.delete(mend) ? [mend] : [];
  return `${[...hints, ...general].join('\n')}; then run again`;
}

function hintOf(check: CheckResult): string {
  if (check.name === amountLimitName) return amounts;
  if (check.name === anewLimitName) return mend;
  if (check.name.startsWith('limit of ')) return settle;
  return isToldAgain(check) ? toldAgain : mend;
}

/** Whether it is the key of order lines that another file tells again. */
function isToldAgain({ name, samples }: CheckResult): boolean {
  return name === 'key of dw.fact_order_line' && samples.some(one => one.first_file !== one.last_file);
}

const mend = 'mend the data or the project file (custometry run --preview ENTITY shows what is refused and why)';

/** What has landed stays: a copy that somebody takes away is still told. */
const toldAgain =
  "where a later file of a source tells an order anew, its mapping says so by told_again: replace_order (or replace_line); a file that was delivered by mistake it leaves out by where: _file <> 'copy.csv' (taking it away does not unsay it)";

const amounts =
  'map the column that has the amounts now (coalesce(price, amount) reads both), or allow it by limits.amount_missing in the project file';

/** What has landed stays, so taking the file away ends nothing. */
const settle =
  'custometry quarantine list shows the records; deliver the file anew, mend the mapping, settle them (quarantine waive, discard, retry), or allow more by limits of the project file';

const sampleLine = '\n  such as ';

/** The message of that error without the offenders it shows, for readers who may not see records. */
export function withoutSamples(message: string): string {
  return message.replace(new RegExp(`${sampleLine}.*`, 'g'), '');
}

/** How many passed, failed, and failed softly. */
export function countChecks(checks: CheckResult[]): { passed: number; failed: number; warned: number } {
  const missed = checks.filter(check => !check.passed);
  const warned = missed.filter(check => check.severity === 'warn').length;
  return { passed: checks.length - missed.length, failed: missed.length - warned, warned };
}
