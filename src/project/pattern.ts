/** What is wrong with a regular expression; undefined when both the engine (RE2: no look-around, no back-references) and Node read it. */
export function patternFault(pattern: string): string | undefined {
  const bare = pattern.replace(/\\[^1-9k]|\[\^?\]?(?:\\.|[^\]\\])*\]/gs, '');
  if (/\(\?<?[=!]/.test(bare)) return 'look-around is not available';
  if (/\\[1-9k]/.test(bare)) return 'back-references are not available';
  try {
    new RegExp(nodePattern(pattern), /\\p\{/i.test(pattern) ? 'u' : '');
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/^.*: /, '').toLowerCase();
  }
}

/** The names of the groups of a regular expression, in order; both `(?<name>…)` and `(?P<name>…)` are read. */
export function groupNames(pattern: string): string[] {
  const bare = pattern.replace(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]/gs, '');
  return [...bare.matchAll(/\(\?P?<([A-Za-z_]\w*)>/g)].map(found => found[1] as string);
}

function nodePattern(pattern: string): string {
  return pattern.replaceAll('(?P<', '(?<');
}
