import { html, type Markup } from '../html.js';
import { rampStep } from '../palette.js';
import { type Box, type Described, frame } from './frame.js';

/** A cell of a heat grid; `null` where there can be nothing. */
export interface GridCell {
  value: number;
  text: string;
  hint: string;
  /** Not finished yet: drawn with a dashed edge. */
  isOpen?: boolean;
}

export interface GridOptions extends Described {
  rows: { label: string; note?: string; cells: (GridCell | null)[] }[];
  columns: string[];
  rowTitle: string;
  columnTitle: string;
  /** The value of the darkest step. */
  most: number;
  width: 464 | 960;
  cellHeight: number;
  /** The room for the labels of rows. */
  left?: number;
}

/** A grid whose shade says how much; every cell with room for it carries its value too. */
export function grid(options: GridOptions): Markup {
  const { rows, columns, width, cellHeight } = options;
  const left = options.left ?? (rows.some(row => row.note) ? 150 : 40);
  const box: Box = { width, height: 40 + rows.length * cellHeight + 4, left, right: 2, top: 40, bottom: 4 };
  const cellWidth = Math.min((width - left - box.right) / Math.max(columns.length, 1), 84);
  return frame(options, box, [
    html`<text x="0" y="30">${options.rowTitle}</text><text x="${left}" y="12">${options.columnTitle}</text>`,
    ...columns.map(
      (name, index) =>
        html`<text x="${tenth(left + cellWidth * (index + 0.5))}" y="30" text-anchor="middle">${name}</text>`,
    ),
    ...rows.map((row, index) => gridRow(row, 40 + index * cellHeight, options, { left, cellWidth })),
  ]);
}

function gridRow(
  row: GridOptions['rows'][number],
  top: number,
  { most, cellHeight }: GridOptions,
  { left, cellWidth }: { left: number; cellWidth: number },
): Markup {
  const middle = top + cellHeight / 2;
  const cells = row.cells.map((cell, index) => {
    if (!cell) return null;
    const step = rampStep(cell.value, most);
    const x = left + cellWidth * index;
    const edge = html`x="${tenth(x + 1)}" y="${top + 1}" width="${tenth(cellWidth - 2)}" height="${cellHeight - 2}"`;
    return html`<g><title>${cell.hint}</title><rect class="ramp${step}" ${edge}/>${cell.isOpen && html`<rect class="open edge${step}" ${edge}/>`}${cell.text.length * 7 < cellWidth && html`<text class="on${step}" x="${tenth(x + cellWidth / 2)}" y="${middle}" dy=".34em" text-anchor="middle">${cell.text}</text>`}</g>`;
  });
  return html`<g><text class="plain" x="0" y="${middle}" dy=".34em">${row.label}</text>${row.note && html`<text x="${left - 14}" y="${middle}" dy=".34em" text-anchor="end">${row.note}</text>`}${cells}</g>`;
}

const tenth = (value: number) => Math.round(value * 10) / 10;
