import { parseNumberFormat } from '../project/formats.js';
import { minusInFront } from './minus-behind.js';

/** How a column of texts can be read as numbers. */
export interface NumberEvidence {
  /** None: the plain way. */
  format?: string;
  /** Another way that reads every value too, to another number. */
  rival?: string;
  integers: boolean;
}

const ways = ['1,234.50', '1.234,50', '1 234,50', '1’234.50'];
const plain = parseNumberFormat('1234.5').pattern;

/** Of texts and how often each is there; undefined where no way reads nearly all of them. */
export function numberEvidence(written: Map<string, number>): NumberEvidence | undefined {
  const counts = new Map([...written].map(([text, many]) => [minusInFront(text), many]));
  const texts = [...counts.keys()];
  if (!texts.some(text => /\d/.test(text))) return undefined;
  const framed = frameOf(texts);
  const often = (some: string[]) => some.reduce((sum, text) => sum + (counts.get(text) ?? 0), 0);
  const fits = (pattern: string) => often(texts.filter(text => new RegExp(pattern, 'u').test(text.trim())));
  const plainFits = fits(plain);
  const found = ways
    .map(way => framed(way))
    .filter(format => format !== undefined)
    .map(format => ({ format, fits: fits(parseNumberFormat(format).pattern) }))
    .sort((a, b) => b.fits - a.fits);
  const best = found[0];
  const least = often(texts) * 0.9;
  if (Math.max(plainFits, best?.fits ?? 0) < least) return undefined;
  const patterns = [plain, ...found.map(one => parseNumberFormat(one.format).pattern)];
  const isNumber = (text: string) => patterns.some(pattern => new RegExp(pattern, 'u').test(text.trim()));
  const integers = texts.every(text => /^[-+]?\d+$/.test(text.trim()) || !isNumber(text));
  if (integers) return { integers };
  if (plainFits >= (best?.fits ?? 0)) return { integers, ...rivalOf(texts, found, plainFits) };
  const decimalOf = (format = '') => parseNumberFormat(format).decimal;
  const isOpen = texts.some(text => /[.,]/.test(text));
  const rival = found.find(
    one => isOpen && one.fits === best?.fits && decimalOf(one.format) !== decimalOf(best?.format),
  );
  return { format: best?.format as string, ...(rival && { rival: rival.format }), integers };
}

/** `1.234` is one and a bit, or more than a thousand: only where every value with a point has three digits after it. */
function rivalOf(texts: string[], found: { format: string; fits: number }[], fits: number) {
  const rival = found.find(one => one.format.includes('1.234') && one.fits === fits);
  return rival && texts.some(text => text.includes('.')) ? { rival: rival.format } : {};
}

/** Where a file has numbers that can be read in one way only, those that can be read in two have the same decimal sign. */
export function withOneDecimal<T extends { field?: string; number?: NumberEvidence }>(columns: T[]): T[] {
  const decimal = (format?: string) => (format ? parseNumberFormat(format).decimal : '.');
  const sure = columns.flatMap(({ field, number }) =>
    /amount$|^unit_|^quantity$/.test(field ?? '') && number && !number.rival && !number.integers
      ? [decimal(number.format)]
      : [],
  );
  const [sign] = sure;
  if (sign === undefined || sure.some(one => one !== sign)) return columns;
  return columns.map(column => {
    const { rival, format, ...number } = column.number ?? { integers: false };
    if (!rival) return column;
    return {
      ...column,
      number: decimal(format) === sign ? { ...number, ...(format && { format }) } : { ...number, format: rival },
    };
  });
}

/** The signs that most values have around them, put around a way of writing. */
function frameOf(texts: string[]): (way: string) => string | undefined {
  const count = new Map<string, number>();
  for (const text of texts) {
    const [, open = '', before = '', after = ''] =
      /^\s*(\(?)\s*[-+]?\s*([^\d\s.,()+-]*)[^\d]*?\d.*?\d?\s*([^\d\s.,()]*)\)?\s*$/u.exec(text) ?? [];
    const key = JSON.stringify([open, before, after]);
    count.set(key, (count.get(key) ?? 0) + 1);
  }
  const keys = [...count].sort((a, b) => b[1] - a[1]).map(([key]) => JSON.parse(key) as string[]);
  const [, before = '', after = ''] = keys[0] ?? [];
  const parentheses = keys.some(([open]) => open === '(');
  return way => {
    const format = `${before}${way}${after && ` ${after}`}`;
    try {
      parseNumberFormat(format);
      return parentheses ? `(${format})` : format;
    } catch {
      return undefined;
    }
  };
}
