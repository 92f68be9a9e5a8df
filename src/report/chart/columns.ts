import { html, type Markup } from '../html.js';
import { type Box, type Described, frame, labelPlace, scale, valueAxis } from './frame.js';
import { monthAxis } from './month-axis.js';
import { ticks } from './ticks.js';

/** One month: its values from the bottom of the column upwards. */
export interface ColumnMark {
  month: string;
  values: number[];
  /** What is said when one points at it. */
  hint: string;
  isFaded?: boolean;
}

export interface ColumnsOptions extends Described {
  marks: ColumnMark[];
  /** The classes of the values of a column. */
  series: { name: string; colour: 'accent' | 'second' | 'soft' }[];
  write(value: number): string;
  /** How the highest column is labelled; default as the axis. */
  writePeak?(value: number): string;
}

const box: Box = { width: 464, height: 250, left: 56, right: 4, top: 30, bottom: 40 };

/** Months as columns, several values of a month on top of each other; the highest column carries its value. */
export function columns(options: ColumnsOptions): Markup {
  const { marks, series, write } = options;
  const steps = ticks(marks.flatMap(mark => [above(mark), below(mark)]));
  const y = scale([steps[0] as number, steps.at(-1) as number], [box.height - box.bottom, box.top]);
  const band = (box.width - box.left - box.right) / Math.max(marks.length, 1);
  const centre = (index: number) => Math.round((box.left + band * (index + 0.5)) * 10) / 10;
  const width = Math.round(Math.min(band * 0.72, 44) * 10) / 10;
  return frame(options, box, [
    ...valueAxis(steps, box, y, write),
    ...marks.map((mark, index) => column(mark, series, centre(index) - width / 2, width, y)),
    ...peak(marks, centre, y, options.writePeak ?? write),
    ...monthAxis(
      marks.map(mark => mark.month),
      box,
      centre,
    ),
    ...(series.length > 1 ? legend(series) : []),
  ]);
}

const above = (mark: ColumnMark) => mark.values.reduce((sum, value) => sum + Math.max(value, 0), 0);
const below = (mark: ColumnMark) => mark.values.reduce((sum, value) => sum + Math.min(value, 0), 0);

function column(
  mark: ColumnMark,
  series: ColumnsOptions['series'],
  x: number,
  width: number,
  y: (value: number) => number,
): Markup {
  let up = 0;
  let down = 0;
  const bars = mark.values.map((value, index) => {
    const from = value < 0 ? down : up;
    if (value < 0) down += value;
    else up += value;
    const edges = [y(from), y(from + value)] as const;
    return html`<rect class="${series[index]?.colour}" x="${tenth(x)}" y="${Math.min(...edges)}" width="${width}" height="${tenth(Math.abs(edges[1] - edges[0]))}"/>`;
  });
  return html`<g${mark.isFaded && html` class="faded"`}><title>${mark.hint}</title>${bars}</g>`;
}

function peak(
  marks: ColumnMark[],
  centre: (index: number) => number,
  y: (value: number) => number,
  write: (value: number) => string,
): Markup[] {
  const most = Math.max(...marks.map(above));
  const index = marks.findIndex(mark => above(mark) === most);
  if (index < 0 || most <= 0) return [];
  const text = write(most);
  const x = labelPlace(centre(index), text, box);
  return [html`<text class="strong" x="${x}" y="${tenth(y(most) - 6)}" text-anchor="middle">${text}</text>`];
}

function legend(series: ColumnsOptions['series']): Markup[] {
  let x = box.left;
  return series.map(({ name, colour }) => {
    const drawn = html`<rect class="${colour}" x="${x}" y="2" width="10" height="10"/><text class="plain" x="${x + 15}" y="11">${name}</text>`;
    x += 40 + name.length * 7;
    return drawn;
  });
}

const tenth = (value: number) => Math.round(value * 10) / 10;
