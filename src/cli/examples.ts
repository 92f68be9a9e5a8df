/** The examples at the end of a command's help: a command line and what it is good for. */
export function examples(lines: [line: string, purpose: string][]): string {
  const widest = Math.max(...lines.map(([line]) => line.length));
  return `\nExamples:\n${lines.map(([line, purpose]) => `  $ ${line.padEnd(widest)}  ${purpose}`).join('\n')}`;
}
