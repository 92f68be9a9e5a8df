import { html, type Markup } from '../html.js';
import { type Box, clipped, type Described, frame, scale } from './frame.js';

export interface TreeOptions extends Described {
  /** Each before what is below it. `parent` is the place of the node above, undefined of the root; `share` is from 0 to 1. */
  nodes: { parent: number | undefined; depth: number; label: string; text: string; share: number; isLeaf: boolean }[];
}

const [rowHeight, width, barWidth, room] = [26, 960, 150, 350];

/** A tree as an outline: a row per node, further in by depth, with a line from the one above, and the share as a bar. */
export function tree(options: TreeOptions): Markup {
  const { nodes } = options;
  const box: Box = { width, height: nodes.length * rowHeight + 16, left: 12, right: 12, top: 8, bottom: 8 };
  const y = (at: number) => box.top + (at + 0.5) * rowHeight;
  const deepest = nodes.reduce((most, { depth }) => Math.max(most, depth), 1);
  const x = scale([0, deepest], [box.left, box.left + Math.min(deepest * 22, room)]);
  const bar = scale([0, 1], [0, barWidth]);
  return frame(
    options,
    box,
    nodes.map(({ parent, depth, label, text, share, isLeaf }, at) => {
      const above = parent === undefined ? null : branch(x(depth - 1), y(parent), x(depth), y(at));
      const letters = Math.floor((width - barWidth - 200 - x(depth)) / 6.5);
      const from = width - box.right - barWidth;
      return html`<g><title>${label}: ${text}</title>${above}<circle class="${isLeaf ? 'dot' : 'pindot'}" cx="${x(depth)}" cy="${y(at)}" r="4"/><text class="plain" x="${x(depth) + 10}" y="${y(at)}" dy=".32em">${clipped(label, letters)}</text><text x="${from - 10}" y="${y(at)}" dy=".32em" text-anchor="end">${text}</text><rect class="accent" x="${from}" y="${y(at) - 6}" width="${bar(share)}" height="12"/></g>`;
    }),
  );
}

/** Down from the node above, and across. */
function branch(fromX: number, fromY: number, toX: number, toY: number): Markup {
  return html`<line class="base" x1="${fromX}" x2="${fromX}" y1="${fromY + 4}" y2="${toY}"/><line class="base" x1="${fromX}" x2="${toX - 4}" y1="${toY}" y2="${toY}"/>`;
}
