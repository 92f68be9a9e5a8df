/** A chain of names, each made of the next, that comes back to its first; undefined when there is none. */
export function circleOf(chain: string[], partsOf: (name: string) => string[]): string[] | undefined {
  for (const next of partsOf(chain.at(-1) as string)) {
    if (next === chain[0]) return [...chain, next];
    const found = chain.includes(next) ? undefined : circleOf([...chain, next], partsOf);
    if (found) return found;
  }
  return undefined;
}
