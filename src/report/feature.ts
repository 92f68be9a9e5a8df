import { columnWords } from '../column-words.js';
import { count as counted } from '../count.js';
import { type Formats, share } from './format.js';

/** A column of features as a heading of its own: `Last purchase`. */
export function featureName(column: string): string {
  const { noun } = columnWords(column);
  return noun.charAt(0).toUpperCase() + noun.slice(1);
}

/** A value of it with its unit; four digits that count where it has none. */
export function featureValue(column: string, value: number, formats: Formats): string {
  const { kind, unit } = columnWords(column);
  // No column of features has a blank in its name: this is one of its words, such as `country FR`, and its share.
  if (kind === 'share' || column.includes(' ')) return share(value);
  if (kind === 'since') return `${counted(Math.round(value), 'day').replace(' ', '\u00a0')} ago`;
  if (unit === 'money') return formats.money(value);
  const plain = plainNumber(value);
  return unit ? `${plain}\u00a0${unit}` : plain;
}

/** The same of a value that came as text, which may be a word. */
export function featureText(column: string, value: string, formats: Formats): string {
  return value.trim() !== '' && Number.isFinite(Number(value)) ? featureValue(column, Number(value), formats) : value;
}

function plainNumber(value: number): string {
  const [whole = ''] = String(Math.abs(value)).split('.');
  const digits = Number.isInteger(value) ? value : Number(value.toPrecision(Math.max(3, whole.length)));
  return new Intl.NumberFormat('en', { maximumFractionDigits: 4 }).format(digits).replace('-', '\u2212');
}
