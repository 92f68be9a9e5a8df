import { readFileSync, writeFileSync } from 'node:fs';

const page = 'bench/results.md';

/** Writes a section of results.md, in the place of the one with the same title or at the end; the rest of the page stays. */
export function writeSection(title: string, body: string): void {
  const [head = '', ...sections] = readFileSync(page, 'utf8').split(/^(?=## )/m);
  const others = sections.filter(section => !section.startsWith(`## ${title}\n`)).map(section => section.trimEnd());
  writeFileSync(page, `${[head.trimEnd(), ...others, `## ${title}\n\n${body.trim()}`].join('\n\n')}\n`);
}

/** The sections that other suites have written, for whoever writes the head of the page again. */
export function standingSections(): string {
  const [, ...sections] = readFileSync(page, 'utf8').split(/^(?=## )/m);
  return sections.length > 0 ? `\n${sections.join('').trimEnd()}\n` : '';
}

/** The rows of claims that stand on the page. */
export function standingRows(): string[] {
  const [head = ''] = readFileSync(page, 'utf8').split(/^(?=## )/m);
  return head.split('\n').filter(line => line.startsWith('| ') && !line.startsWith('| what |'));
}

/** A table of the page. */
export function pageTable(head: string[], rows: (string | number)[][]): string {
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}
