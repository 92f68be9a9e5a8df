import { html, type Markup } from '../html.js';
import { type Box, type Described, frame, labelPlace, scale, valueAxis } from './frame.js';
import { monthAxis } from './month-axis.js';
import { ticks } from './ticks.js';

export interface LineOptions extends Described {
  points: { month: string; value: number; hint: string; isFaded?: boolean }[];
  write(value: number): string;
  /** How the highest point is labelled; default as the axis. */
  writePeak?(value: number): string;
}

const box: Box = { width: 464, height: 250, left: 56, right: 22, top: 30, bottom: 40 };

/** Months as a line over a light area; the part of an unfinished month is dashed, the highest point carries its value. */
export function line(options: LineOptions): Markup {
  const { points, write } = options;
  const steps = ticks(points.map(point => point.value));
  const y = scale([steps[0] as number, steps.at(-1) as number], [box.height - box.bottom, box.top]);
  const x = scale([0, Math.max(points.length - 1, 1)], [box.left + 10, box.width - box.right]);
  const places = points.map((point, index) => `${x(index)},${y(point.value)}`);
  const finished = points.at(-1)?.isFaded ? places.slice(0, -1) : places;
  return frame(options, box, [
    ...valueAxis(steps, box, y, write),
    html`<polygon class="area" points="${x(0)},${y(0)} ${finished.join(' ')} ${x(Math.max(finished.length - 1, 0))},${y(0)}"/>`,
    html`<polyline class="line" points="${finished.join(' ')}"/>`,
    html`${finished.length < places.length && html`<polyline class="dash" points="${places.slice(-2).join(' ')}"/>`}`,
    ...points.map(
      (point, index) =>
        html`<circle class="dot${point.isFaded ? ' faded' : ''}" cx="${x(index)}" cy="${y(point.value)}" r="${points.length > 24 ? 3 : 4}"><title>${point.hint}</title></circle>`,
    ),
    ...peak(points, x, y, options.writePeak ?? write),
    ...monthAxis(
      points.map(point => point.month),
      box,
      x,
    ),
  ]);
}

function peak(
  points: LineOptions['points'],
  x: (index: number) => number,
  y: (value: number) => number,
  write: (value: number) => string,
): Markup[] {
  const most = Math.max(...points.map(point => point.value));
  const index = points.findIndex(point => point.value === most);
  if (index < 0 || most <= 0) return [];
  const text = write(most);
  const place = labelPlace(x(index), text, box);
  return [html`<text class="strong" x="${place}" y="${Math.round(y(most) - 10)}" text-anchor="middle">${text}</text>`];
}
