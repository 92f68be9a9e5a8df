import { html, type Markup } from '../html.js';
import { type Box, clipped, type Described, frame, scale, valueAxis } from './frame.js';
import { ticks } from './ticks.js';

export interface ScatterOptions extends Described {
  /** `size` is from 0 to 1; the area of a point grows with it. */
  points: { x: number; y: number; size: number }[];
  /** The points that are named. */
  pins: { x: number; y: number; text: string }[];
  xTitle: string;
  yTitle: string;
  write(value: number): string;
}

const box: Box = { width: 960, height: 380, left: 72, right: 24, top: 34, bottom: 46 };

/** A point per item, by two shares, both from zero. */
export function scatter(options: ScatterOptions): Markup {
  const { points, pins, write } = options;
  const [columns, rows] = [
    ticks(
      points.map(point => point.x),
      5,
    ),
    ticks(
      points.map(point => point.y),
      5,
    ),
  ];
  const bottom = box.height - box.bottom;
  const x = scale([0, columns.at(-1) as number], [box.left, box.width - box.right]);
  const y = scale([0, rows.at(-1) as number], [bottom, box.top]);
  return frame(options, box, [
    ...valueAxis(rows, box, y, write),
    ...columns.map(mark => html`<text x="${x(mark)}" y="${bottom + 18}" text-anchor="middle">${write(mark)}</text>`),
    html`<text x="${(box.left + box.width - box.right) / 2}" y="${bottom + 38}" text-anchor="middle">${options.xTitle}</text>`,
    html`<text x="${box.left}" y="14">${options.yTitle}</text>`,
    ...points.map(
      point =>
        html`<circle class="dot" cx="${x(point.x)}" cy="${y(point.y)}" r="${(2 + 6 * Math.sqrt(point.size)).toFixed(1)}"/>`,
    ),
    ...pins.map(pin => {
      const isRight = pin.x > (columns.at(-1) as number) / 2;
      return html`<text x="${x(pin.x) + (isRight ? -10 : 10)}" y="${y(pin.y)}" dy=".32em" text-anchor="${isRight ? 'end' : 'start'}">${clipped(pin.text, 60)}</text>`;
    }),
  ]);
}
