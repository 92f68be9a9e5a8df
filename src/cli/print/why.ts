import type { Explained } from '../../index.js';
import { section } from './paragraph.js';

/** Reasons in words, each with what it adds, to six decimals. */
export function whyText(title: string, reasons: Explained['reasons']): string {
  return section(
    title,
    reasons.map(({ text, contribution }) =>
      contribution === undefined ? text : `${Number(contribution.toFixed(6))}  ${text}`,
    ),
  );
}

/** What changes, what comes of it, and why. */
export function whatIfText({ changes, before, after, reasons }: NonNullable<Explained['whatIf']>): string {
  const told = (value: unknown) => (value === null ? 'no value' : String(value));
  const turned = (from: unknown, to: unknown) => (from === to ? `still ${told(to)}` : `${told(from)} → ${told(to)}`);
  const columns = Object.keys(after).filter(name => before[name] !== after[name]);
  return [
    section(
      'if',
      changes.map(({ column, from, to }) => `${column}: ${turned(from, to)}`),
    ),
    section(
      'then',
      columns.length > 0
        ? columns.map(name => `${name}: ${turned(before[name] ?? null, after[name] ?? null)}`)
        : ['nothing changes'],
    ),
    whyText('why', reasons),
  ].join('');
}
