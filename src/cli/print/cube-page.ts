import type { CubeShown } from '../../index.js';

/** What a cube is, as a page of Markdown: definitions, formats, units, hierarchies, and what adds up. */
export function markdownPage(shown: CubeShown): string {
  const tables = sectionsOf(shown).map(({ title, rows }) => {
    const line = (cells: string[]) => `| ${cells.map(escaped).join(' | ')} |`;
    const names = Object.keys(rows[0] ?? {});
    const head = [line(names.map(named)), `|${names.map(() => '---').join('|')}|`];
    return [`## ${title}`, '', ...head, ...rows.map(row => line(Object.values(row)))].join('\n');
  });
  return `${[`# ${shown.cube}`, shown.description, `From \`${shown.file}\`.`, ...tables].join('\n\n')}\n`;
}

/** The same page as one HTML file that loads nothing. */
export function htmlPage(shown: CubeShown): string {
  const tables = sectionsOf(shown).map(({ title, rows }) => {
    const line = (cells: string[], tag: string) =>
      `<tr>${cells.map(cell => `<${tag}>${inHtml(cell)}</${tag}>`).join('')}</tr>`;
    const body = rows.map(row => line(Object.values(row), 'td')).join('\n');
    const head = line(Object.keys(rows[0] ?? {}).map(named), 'th');
    return `<h2>${title}</h2>\n<table>\n<thead>${head}</thead>\n<tbody>\n${body}\n</tbody>\n</table>`;
  });
  const name = inHtml(shown.cube);
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${name}</title><style>${style}</style></head>
<body>
<h1>${name}</h1>
<p>${inHtml(shown.description)}</p>
<p>From <code>${inHtml(shown.file)}</code>.</p>
${tables.join('\n')}
</body>
</html>
`;
}

const style =
  'body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;border-bottom:1px solid #8884;padding:.3rem .6rem}';

function sectionsOf({ facts, measures, hierarchies, levels, sets, members }: CubeShown) {
  const all: [string, object[]][] = [
    ['Facts', facts],
    ['Measures', measures],
    ['Hierarchies', hierarchies],
    ['Levels', levels],
    ['Named sets', sets],
    ['Calculated members', members],
  ];
  const filled = all.filter(([, rows]) => rows.length > 0);
  return filled.map(([title, rows]) => ({ title, rows: rows as Record<string, string>[] }));
}

const named = (column: string) => column.replaceAll('_', ' ');

/** A cell of a Markdown table is one line, and a bar in it no border. */
const escaped = (text: string) =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll(/\s*\n\s*/g, ' ');

const inHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
