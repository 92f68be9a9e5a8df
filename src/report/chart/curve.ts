import { html, type Markup } from '../html.js';
import { type Box, type Described, frame, scale, valueAxis } from './frame.js';
import { ticks } from './ticks.js';

export interface CurveOptions extends Described {
  /** Shares from 0 to 1; `y` may pass 1 where some customers bring less than nothing. */
  points: { x: number; y: number }[];
  /** The points that are named on the curve. */
  pins: { x: number; y: number; text: string }[];
  xTitle: string;
  write(value: number): string;
}

const box: Box = { width: 960, height: 380, left: 56, right: 24, top: 16, bottom: 46 };

/** A cumulative curve beside the line of equal shares. */
export function curve(options: CurveOptions): Markup {
  const { points, pins, write } = options;
  const most = Math.max(...points.map(point => point.y));
  const steps = ticks([...points.map(point => Math.min(point.y, 0)), most > 1.04 ? most : 1], 5);
  const bottom = box.height - box.bottom;
  const x = scale([0, 1], [box.left, box.width - box.right]);
  const y = scale([steps[0] as number, steps.at(-1) as number], [bottom, box.top]);
  const path = points.map(point => `${x(point.x)},${y(point.y)}`).join(' ');
  return frame(options, box, [
    ...valueAxis(steps, box, y, write),
    ...[0, 0.2, 0.4, 0.6, 0.8, 1].map(
      mark => html`<text x="${x(mark)}" y="${bottom + 18}" text-anchor="middle">${write(mark)}</text>`,
    ),
    html`<text x="${(box.left + box.width - box.right) / 2}" y="${bottom + 38}" text-anchor="middle">${options.xTitle}</text>`,
    html`<polygon class="area" points="${x(0)},${y(0)} ${path} ${x(1)},${y(0)}"/>`,
    html`<line class="dash" x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}"/>`,
    html`<text x="${x(0.74)}" y="${y(0.7)}">if all brought the same</text>`,
    html`<polyline class="line" points="${path}"/>`,
    ...pins.map(
      pin =>
        html`<line class="pin" x1="${x(pin.x)}" x2="${x(pin.x)}" y1="${y(0)}" y2="${y(pin.y)}"/><circle class="pindot" cx="${x(pin.x)}" cy="${y(pin.y)}" r="5"/>`,
    ),
    ...placed(pins.map(pin => ({ x: x(pin.x), y: y(pin.y), text: pin.text }))).map(
      label => html`<text class="strong" x="${label.x + 12}" y="${label.y}">${label.text}</text>`,
    ),
  ]);
}

/** Each label below its point, and below those of the points to its right, which it would run into. */
function placed<Label extends { x: number; y: number }>(labels: Label[]): Label[] {
  let lowest = 0;
  return labels
    .sort((a, b) => b.x - a.x)
    .map(label => {
      lowest = Math.max(label.y, lowest) + 24;
      return { ...label, y: lowest };
    });
}
