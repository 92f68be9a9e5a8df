import { html, type Markup } from '../html.js';
import { type Box, clipped, type Described, frame } from './frame.js';

export interface NetworkOptions extends Described {
  /** From one node to another, by their names; `weight` is from 0 to 1, and the link is the broader for it. */
  links: { from: string; to: string; weight: number; hint: string }[];
}

const rowHeight = 22;
const [width, radius] = [960, 150];

/** Nodes on an oval in the order in which links name them, down its right side and up its left one, and an arrow per link. */
export function network(options: NetworkOptions): Markup {
  const names = [...new Set(options.links.flatMap(({ from, to }) => [from, to]))];
  const rows = Math.ceil(names.length / 2);
  const box: Box = { width, height: Math.max(rows, 2) * rowHeight + 24, left: 0, right: 0, top: 12, bottom: 12 };
  const places = new Map(names.map((name, at) => [name, placeOf(at, rows, box)]));
  const arrow = `${options.id}-arrow`;
  return frame(options, box, [
    html`<defs><marker id="${arrow}" viewBox="0 0 8 8" refX="14" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto"><path class="accent" d="M0 0L8 4L0 8z"/></marker></defs>`,
    ...options.links.map(({ from, to, weight, hint }) =>
      link(places.get(from) as Place, places.get(to) as Place, { weight, hint, box, arrow }),
    ),
    ...names.map(name => node(name, places.get(name) as Place)),
  ]);
}

interface Place {
  x: number;
  y: number;
  isRight: boolean;
}

function placeOf(at: number, rows: number, { height, top }: Box): Place {
  const isRight = at < rows;
  const row = isRight ? at : 2 * rows - 1 - at;
  const y = top + (row + 0.5) * rowHeight;
  const up = (y - height / 2) / (height / 2);
  const x = width / 2 + (isRight ? 1 : -1) * radius * Math.sqrt(Math.max(0, 1 - up * up));
  return { x: tenth(x), y: tenth(y), isRight };
}

/** A bow towards the middle. */
function link(
  from: Place,
  to: Place,
  { weight, hint, box, arrow }: { weight: number; hint: string; box: Box; arrow: string },
): Markup {
  const middle = { x: tenth((from.x + to.x + width) / 4), y: tenth((from.y + to.y + box.height) / 4) };
  const path = `M${from.x} ${from.y}Q${middle.x} ${middle.y} ${to.x} ${to.y}`;
  return html`<g><title>${hint}</title><path class="link" d="${path}" stroke-width="${tenth(1 + 3 * weight)}" marker-end="url(#${arrow})"/></g>`;
}

function node(name: string, { x, y, isRight }: Place): Markup {
  return html`<g><title>${name}</title><circle class="dot" cx="${x}" cy="${y}" r="5"/><text class="plain" x="${x + (isRight ? 12 : -12)}" y="${y}" dy=".32em" text-anchor="${isRight ? 'start' : 'end'}">${clipped(name, 36)}</text></g>`;
}

const tenth = (value: number) => Math.round(value * 10) / 10;
