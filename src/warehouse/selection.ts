import type { Value } from '../engine/engine.js';
import { CliError, exitCode } from '../errors.js';

/** Which refused records are meant: what is named must fit. */
export interface Selection {
  source?: string;
  rule?: string;
  file?: string;
  row?: number;
}

/** The same as a condition over `stage.quarantine`. */
export function selected({ source, rule, file, row }: Selection): { where: string; values: Value[] } {
  const named = Object.entries({ source, rule, file, row }).filter(([, value]) => value !== undefined);
  const where = named.map(([column]) => `"${column}" = ?`).join(' and ') || 'true';
  return { where, values: named.map(([, value]) => value as Value) };
}

/** Whether a decision was given with all the words of a selection. */
export function says(
  decision: { [name in keyof Required<Selection>]: Selection[name] | null },
  selection: Selection,
): boolean {
  return Object.entries(selection).every(
    ([name, value]) => value === undefined || decision[name as keyof Selection] === value,
  );
}

/** The error for a selection that means nothing of what is asked for. */
export function noneSelected(
  what: 'refused record' | 'waiver',
  selection: Selection,
  hint = 'see: custometry quarantine list',
): CliError {
  return new CliError(`no ${what} of ${selectionText(selection)}`, exitCode.usage, hint);
}

function selectionText(selection: Selection): string {
  const named = Object.entries(selection).filter(([, value]) => value !== undefined);
  return named.map(([name, value]) => `${name} ${value}`).join(', ') || 'any rule or source';
}
