import { openTable, section } from '../../report/block.js';
import { html } from '../../report/html.js';
import { styleSheet } from '../../report/style.js';
import type { Mined } from '../mine.js';

/** The answer as one page of HTML that needs no network. */
export function minedPage(mined: Mined): string {
  const { title, file, as_of: asOf, tables, definitions, warnings, notes } = mined;
  const day = asOf === null ? '' : `, as of ${asOf}`;
  const shown = tables.map(({ name, columns, rows }) =>
    openTable(name, {
      caption: `${name}, ${rows.length} rows`,
      columns: columns.map(column => ({ name: column, isNumber: rows.every(row => typeof row[column] !== 'string') })),
      rows: rows.map(row => columns.map(column => String(row[column] ?? ''))),
    }),
  );
  const said = [...warnings, ...notes].map(text => html`<li>${text}</li>`);
  const meant = definitions.map(text => html`<li>${text}</li>`);
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none';style-src 'unsafe-inline'">
<title>${title}: ${file}</title>
<style>${styleSheet()}</style></head>
<body>
<header><p class="eyebrow">${file}</p><h1>${title}</h1><p class="standfirst">${mined.records} records${day}</p></header>
<main>
${section('result', 'Result', null, shown)}
${section('noticed', 'What to know', null, [html`<ul>${said}</ul>`])}
${section('definitions', 'What the numbers mean', null, [html`<ul>${meant}</ul>`])}
</main>
</body>
</html>
`.toString();
}
