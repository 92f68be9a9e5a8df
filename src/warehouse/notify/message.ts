import { count, nightsText } from '../../count.js';
import type { Summary } from './summary.js';

/** A summary for people: a subject of one line, and a text. */
export function messageText(summary: Summary): { subject: string; text: string } {
  const lines = summary.failure ? failed(summary.failure) : succeeded(summary.result);
  const text = [`run ${summary.run}, ended ${summary.at}`, '', ...lines].join('\n');
  return { subject: `[${summary.project}] ${headline(summary)}`.replace(/\s+/g, ' '), text: `${text}\n` };
}

function headline({ status, result, failure }: Summary): string {
  if (failure) return `run failed: ${failure.message.split('\n')[0]}`;
  const asOf = result?.asOf ? `, as of ${result.asOf}` : '';
  return status === 'published' ? `generation ${result?.generation} published${asOf}` : `nothing changed${asOf}`;
}

function failed({ code, message, hint, command }: NonNullable<Summary['failure']>): string[] {
  return [
    `failed with exit code ${code}; nothing was published`,
    '',
    message,
    ...(hint ? [hint] : []),
    '',
    `see why: ${command}`,
  ];
}

function succeeded(result: Summary['result']): string[] {
  if (!result) return [];
  const { landed, accepted, quarantined, repeats, skipped, checks } = result;
  return [
    `generation  ${result.generation}`,
    `as of       ${result.asOf ?? 'no date'}`,
    ...(result.nights ? [`nights      ${nightsText(result.nights)}`] : []),
    `landed      ${count(landed, 'record')}: ${accepted} accepted, ${quarantined} refused, ${count(repeats, 'repeat')}, ${skipped} skipped`,
    `checks      ${checks.passed} passed, ${checks.warned} with a warning`,
    `elapsed     ${(result.elapsed_ms / 1000).toFixed(1)} s`,
    ...result.reports.map(path => `report      ${path}`),
    ...result.warnings.map(warning => `warning     ${warning}`),
  ];
}
