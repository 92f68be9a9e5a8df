import { count } from '../../count.js';
import { figure, openTable, section } from '../../report/block.js';
import { tree } from '../../report/chart/tree.js';
import { html, Markup } from '../../report/html.js';
import { styleSheet } from '../../report/style.js';
import type { Mined } from '../mine.js';

/** The answer as one page of HTML that needs no network. */
export function minedPage(mined: Mined): string {
  const { title, file, as_of: asOf, tables, definitions, warnings, notes } = mined;
  const day = asOf === null ? '' : `, as of ${asOf}`;
  const shown = tables.map(({ name, columns, rows }) =>
    openTable(name, {
      caption: `${name}, ${count(rows.length, 'row')}`,
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
<style>${new Markup(styleSheet())}</style></head>
<body>
<header><p class="eyebrow">${file}</p><h1>${title}</h1><p class="standfirst">${count(mined.records, 'record')}${day}</p></header>
<main>
${section('result', 'Result', null, [...drawn(mined.drawing), ...shown])}
${section('noticed', 'What to know', null, [html`<ul>${said}</ul>`])}
${section('definitions', 'What the numbers mean', null, [html`<ul>${meant}</ul>`])}
</main>
</body>
</html>
`.toString();
}

/** So many nodes of a tree are drawn; the table has all. */
const most = 100;

function drawn(nodes: Mined['drawing']): Markup[] {
  if (nodes.length === 0) return [];
  const title = 'The decision tree';
  const description = `${count(nodes.length, 'node')}${nodes.length > most ? `, the first ${most} drawn` : ''}. The table has each.`;
  const table = {
    caption: 'Each node before what is below it',
    columns: [
      { name: 'Node', isNumber: true },
      { name: 'Below', isNumber: true },
      { name: 'Answer' },
      { name: 'Examples' },
    ],
    rows: nodes.map(({ parent, label, text }, at) => [
      String(at + 1),
      parent === undefined ? '–' : String(parent + 1),
      label,
      text,
    ]),
  };
  return [figure(title, description, tree({ id: 'tree', title, description, nodes: nodes.slice(0, most) }), table)];
}
