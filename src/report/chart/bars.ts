import { html, type Markup } from '../html.js';
import { type Box, clipped, type Described, frame, scale } from './frame.js';

export interface BarsOptions extends Described {
  rows: { label: string; values: { value: number; text: string }[] }[];
  /** One bar of a row each. */
  series: { name: string; colour: 'accent' | 'second' | 'soft' }[];
}

const width = 960;
const labelWidth = 250;
const valueWidth = 150;

/** Named rows of one or more bars; each bar carries its value, so there is no axis. */
export function bars(options: BarsOptions): Markup {
  const { rows, series } = options;
  const thick = series.length > 1 ? 13 : 15;
  const pitch = series.length * (thick + 2) + 12;
  const top = series.length > 1 ? 26 : 4;
  const box: Box = { width, height: top + rows.length * pitch, left: labelWidth, right: valueWidth, top, bottom: 0 };
  const values = rows.flatMap(row => row.values.map(one => one.value));
  const x = scale([Math.min(0, ...values), Math.max(0, ...values) || 1], [labelWidth, width - valueWidth]);
  const drawn = rows.map((row, index) => barRow(row, series, top + index * pitch, { thick, x }));
  return frame(options, box, [...(series.length > 1 ? legend(series) : []), ...drawn]);
}

function barRow(
  { label, values }: BarsOptions['rows'][number],
  series: BarsOptions['series'],
  top: number,
  { thick, x }: { thick: number; x: (value: number) => number },
): Markup {
  const middle = top + (series.length * (thick + 2)) / 2;
  const drawn = values.map(({ value, text }, index) => {
    const [from, to] = [Math.min(x(0), x(value)), Math.max(x(0), x(value))];
    const y = top + index * (thick + 2);
    return html`<rect class="${series[index]?.colour}" x="${from}" y="${y}" width="${Math.max(1, Math.round((to - from) * 10) / 10)}" height="${thick}"/><text class="${index === series.length - 1 ? 'plain' : ''}" x="${to + 7}" y="${y + thick / 2}" dy=".34em">${text}</text>`;
  });
  return html`<g><title>${label}</title>${labelLines(label, series.length > 1 ? 2 : 1, middle)}${drawn}</g>`;
}

const labelLength = 29;

/** Beside several bars there is room for two lines: names often differ only at their end. */
function labelLines(label: string, most: 1 | 2, middle: number): Markup[] {
  const cut = Array.from(label).length > labelLength ? label.lastIndexOf(' ', labelLength) : -1;
  const lines = most === 2 && cut > 0 ? [label.slice(0, cut), label.slice(cut + 1)] : [label];
  return lines.map((line, at) => {
    const y = middle + (at - (lines.length - 1) / 2) * 15;
    return html`<text class="plain" x="${labelWidth - 14}" y="${y}" dy=".34em" text-anchor="end">${clipped(line, labelLength)}</text>`;
  });
}

function legend(series: BarsOptions['series']): Markup[] {
  let x = labelWidth;
  return series.map(({ name, colour }) => {
    const drawn = html`<rect class="${colour}" x="${x}" y="3" width="10" height="10"/><text class="plain" x="${x + 15}" y="12">${name}</text>`;
    x += 44 + name.length * 7;
    return drawn;
  });
}
