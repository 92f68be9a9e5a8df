import { CliError } from '../src/errors.js';

/** Throws what there is to throw as one error with the code of the first; nothing, when there is nothing. */
export function throwAll(problems: CliError[]): void {
  const [first, ...others] = problems;
  if (!first) return;
  if (others.length === 0) throw first;
  const shown = problems.slice(0, 10).map(problem => problem.message);
  const rest = problems.length > shown.length ? [`… and ${problems.length - shown.length} more`] : [];
  const hints = [...new Set(problems.map(problem => problem.hint).filter(Boolean))];
  throw new CliError([...shown, ...rest].join('\n'), first.code, hints.join('; '), { cause: first });
}
