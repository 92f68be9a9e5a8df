import type { ProposedColumn } from './propose.js';

/** A column of a source whose expression a person writes, in place of the reference that `say` is told of. */
export function askedFor(
  { name, formats, checks = [] }: Pick<ProposedColumn, 'name'> & Partial<ProposedColumn>,
  source: string,
  say: (reference: string) => string,
): ProposedColumn {
  const blank = `${source}_${name}`;
  return { name, blank, ...(formats && { formats }), checks: [...checks, say(`\${${blank}}`)] };
}
