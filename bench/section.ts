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

/** The rows of claims that stand on the page, each with the line of its machine above its table. */
export function standingRows(): { row: string; machine: string }[] {
  const [head = ''] = readFileSync(page, 'utf8').split(/^(?=## )/m);
  const tables = head.matchAll(/^(?<machine>[^|\n]+)\n\n\| what \|.*\n\|---.*\n(?<rows>(?:\|.*\n?)*)/gm);
  return [...tables].flatMap(({ groups: { machine = '', rows = '' } = {} }) =>
    rows
      .split('\n')
      .filter(row => row !== '')
      .map(row => ({ row, machine })),
  );
}

/** A table of the page. */
export function pageTable(head: string[], rows: (string | number)[][]): string {
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}
