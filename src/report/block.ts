import { html, type Markup } from './html.js';

/** A column of a table on the page. */
export interface TableColumn {
  name: string;
  isNumber?: boolean;
}

/** One table: the first column names the row. */
export interface DataTable {
  caption: string;
  columns: TableColumn[];
  rows: string[][];
  /** Neighbouring rows with the same first cell belong together: it is written once. */
  isGrouped?: boolean;
}

/** A part of the page: a heading, the finding in a sentence, and what shows it. */
export function section(id: string, title: string, lead: Markup | string | null, body: (Markup | null)[]): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-heading"><h2 id="${id}-heading">${title}</h2>${lead && html`<p class="lead">${lead}</p>`}${body}</section>
`;
}

/** A chart under its title, and the table behind it for those who open it. */
export function figure(title: string, note: string, chart: Markup, table: DataTable): Markup {
  return html`<figure><figcaption><h3>${title}</h3>${note}</figcaption><div class="scroll" tabindex="0" role="region" aria-label="${title}, chart">${chart}</div><details><summary>Table: ${title.toLowerCase()}</summary><div class="scroll" tabindex="0" role="region" aria-label="${title}, table">${dataTable(table)}</div></details></figure>
`;
}

/** A table that stands open on the page; one without rows does not. */
export function openTable(title: string, table: DataTable): Markup | null {
  if (table.rows.length === 0) return null;
  return html`<figure><figcaption><h3>${title}</h3></figcaption><div class="scroll" tabindex="0" role="region" aria-label="${title}">${dataTable(table, 'wide')}</div></figure>
`;
}

function dataTable({ caption, columns, rows, isGrouped = false }: DataTable, style = ''): Markup {
  const kind = (index: number) => (columns[index]?.isNumber ? html` class="number"` : null);
  const head = columns.map(({ name }, index) => html`<th scope="col"${kind(index)}>${name}</th>`);
  const body = rows.map((row, at) => {
    const [first = '', ...others] = row;
    const height = isGrouped ? groupHeight(rows, at) : 1;
    const scope = height > 1 ? html` scope="rowgroup" rowspan="${height}"` : html` scope="row"`;
    const heading = height > 0 && html`<th${scope}${kind(0)}>${first}</th>`;
    const parted = isGrouped && at > 0 && height > 0 && html`</tbody><tbody>`;
    return html`${parted}<tr>${heading}${others.map((cell, index) => html`<td${kind(index + 1)}>${cell}</td>`)}</tr>`;
  });
  return html`<table${style && html` class="${style}"`}><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

/** How many rows from here on have the same first cell; 0 where the row before has it already. */
function groupHeight(rows: string[][], at: number): number {
  const first = rows[at]?.[0];
  if (at > 0 && rows[at - 1]?.[0] === first) return 0;
  const end = rows.findIndex((row, index) => index > at && row[0] !== first);
  return (end < 0 ? rows.length : end) - at;
}
