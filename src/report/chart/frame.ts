import { html, type Markup } from '../html.js';

/** What every chart says to those who do not see it. */
export interface Described {
  /** Unique on the page; lower case letters, digits and hyphens. */
  id: string;
  title: string;
  description: string;
}

/** Room for labels around the drawing. */
export interface Box {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** An SVG image with its title and description; `half` stands beside another on a wide page. */
export function frame({ id, title, description }: Described, { width, height }: Box, body: Markup[]): Markup {
  return html`<svg class="${width > 600 ? 'full' : 'half'}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-desc"><title id="${id}-title">${title}</title><desc id="${id}-desc">${description}</desc>${body}</svg>`;
}

/** A linear scale; answers are rounded to a tenth of a unit so that files stay small and equal. */
export function scale(from: [number, number], to: [number, number]): (value: number) => number {
  const ratio = (to[1] - to[0]) / (from[1] - from[0] || 1);
  return value => Math.round((to[0] + (value - from[0]) * ratio) * 10) / 10;
}

/** Hairlines with their labels on the left, the line of zero drawn in ink. */
export function valueAxis(marks: number[], box: Box, y: (value: number) => number, write: (value: number) => string) {
  const { left, right, width } = box;
  return marks.map(
    mark =>
      html`<line class="${mark === 0 ? 'base' : 'hair'}" x1="${left}" x2="${width - right}" y1="${y(mark)}" y2="${y(mark)}"/><text x="${left - 8}" y="${y(mark)}" dy=".32em" text-anchor="end">${write(mark)}</text>`,
  );
}

/** Where the middle of a label stands that is to lie over neither the values of the axis nor the edge: beside `x` where it must. */
export function labelPlace(x: number, text: string, { left, width }: Box): number {
  const half = Array.from(text).length * halfLetter;
  return Math.min(Math.max(x, left + half), width - half);
}

/** Half of how wide a strong letter is, at most. */
const halfLetter = 4;

/** At most `most` characters, the rest as an ellipsis; the table behind the chart has the whole text. */
export function clipped(text: string, most: number): string {
  const letters = Array.from(text);
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : text;
}
