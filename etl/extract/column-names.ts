/** The columns that every landed record has besides its own. */
export const landedColumns = ['_batch', '_source', '_file', '_row', '_op', '_effective_at', '_sequence'] as const;

/**
 * The names under which the columns of a header are landed: as they are, but one without a name is called by its place, a repeated
 * one (case aside) gets a number, one of ours a trailing underscore. `warnings` says what was renamed.
 */
export function columnNames(header: string[]): { names: string[]; warnings: string[] } {
  const given = new Set(header.map(name => name.toLowerCase()));
  const taken = new Set<string>(landedColumns);
  const warnings: string[] = [];
  const names = header.map((name, index) => {
    const free = freeName(name || `column_${index + 1}`, given, taken);
    taken.add(free.toLowerCase());
    if (free !== name)
      warnings.push(`column ${index + 1} ${name ? `"${name}"` : 'has no name and'} is landed as "${free}"`);
    return free;
  });
  return { names, warnings };
}

/** The names under which the columns of a landed file are, but for those that its source only declares. */
export function presentNames({ header, absent = [] }: { header: string[]; absent?: string[] }): string[] {
  return columnNames(header).names.filter((_, place) => !absent.includes(header[place] as string));
}

function freeName(name: string, given: Set<string>, taken: Set<string>): string {
  const isTaken = (candidate: string) => taken.has(candidate.toLowerCase());
  if (!isTaken(name)) return name;
  const isOurs = (landedColumns as readonly string[]).includes(name.toLowerCase());
  const candidate = (count: number) => (isOurs ? name + '_'.repeat(count - 1) : `${name}_${count}`);
  let count = 2;
  while (isTaken(candidate(count)) || given.has(candidate(count).toLowerCase())) count++;
  return candidate(count);
}
