import { parseDateFormat, swapped } from '../project/formats.js';

/** How a column of texts can be read as dates. */
export interface DateEvidence {
  /** None: the plain way, ISO. */
  format?: string;
  /** The same with day and month changed over, where that reads every value too. */
  rival?: string;
  hasTime: boolean;
  /** What the name of a zone behind each is like. */
  zone?: string;
  /** What has been counted since 1970. */
  counted?: 'seconds' | 'milliseconds';
}

const plain = /^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z| ?UTC|[+-]\d{2}:?\d{2})?)?$/;
const times = [
  '',
  ' HH:mm',
  ' HH:mm:ss',
  'THH:mm:ss',
  ' H:mm',
  ' H:mm:ss',
  ' h:mm A',
  ' hh:mm A',
  ' h:mm:ss A',
  ' HH:mm:ss.SSS',
  ' HH:mm:ss Z',
];

/** Such as PST: the time before it is that of the clock there. */
const zoneName = / [A-Z]{3,4}$/;

const eastern = ['YYYY年MM月DD日', 'YYYY年M月D日', 'YYYY년 MM월 DD일', 'YYYY년 M월 D일'];

/** Undefined where no way reads nearly all of the texts. */
export function dateEvidence(texts: string[]): DateEvidence | undefined {
  const least = texts.length * 0.95;
  if (texts.filter(text => plain.test(text.trim())).length >= least)
    return { hasTime: texts.some(text => text.includes(':')) };
  const bare = texts.map(text => text.replace(zoneName, ''));
  if (bare.every((text, at) => text !== texts[at])) {
    const found = dateEvidence(bare);
    return found && { ...found, zone: zoneName.source };
  }
  const [sample = ''] = texts;
  let best: { format: string; fits: number } | undefined;
  for (const format of candidates(sample)) {
    const fits = fitsOf(format, texts);
    if (fits > (best?.fits ?? 0)) best = { format, fits };
  }
  if (!best || best.fits < least) return undefined;
  const rival = swapped(best.format);
  const isOpen = rival !== undefined && fitsOf(rival, texts) === best.fits;
  return { format: best.format, ...(isOpen && { rival }), hasTime: best.format.includes('mm') };
}

/** How whole numbers are dates where their header says that they are: as YYMMDD, or since 1970, of this century. */
export function countedDates(texts: string[]): DateEvidence | undefined {
  const are = (pattern: RegExp) => texts.length > 0 && texts.every(text => pattern.test(text.trim()));
  if (are(/^1\d{9}$/)) return { counted: 'seconds', hasTime: true };
  if (are(/^1\d{12}$/)) return { counted: 'milliseconds', hasTime: true };
  return are(/^\d{6}$/) && fitsOf('YYMMDD', texts) === texts.length ? { format: 'YYMMDD', hasTime: false } : undefined;
}

/** Formats with the separators of a sample, narrow ones last. */
function candidates(sample: string): string[] {
  const named = /^\s*(?:\d+([-/. ])[a-z]+\1\d+|[a-z]+([-/. ])\d+\2\d+|[a-z]+ \d+, \d+)/i.exec(sample);
  if (named)
    return namedDays(named[1] ?? named[2]).flatMap(day =>
      [...times, ':HH:mm:ss', ':HH:mm:ss Z', ', h:mm A', ', h:mm:ss A', ', HH:mm'].map(time => `${day}${time}`),
    );
  if (/[年년]/.test(sample)) return eastern.flatMap(day => times.map(time => `${day}${time}`));
  const separator = /^\s*\d+([-/. ])\d+\1\d+/.exec(sample)?.[1];
  if (separator === undefined) return /^\s*\d{8}/.test(sample) ? times.map(time => `YYYYMMDD${time}`) : [];
  const days = [
    ['YYYY', 'MM', 'DD'],
    ['DD', 'MM', 'YYYY'],
    ['MM', 'DD', 'YYYY'],
    ['YYYY', 'M', 'D'],
    ['D', 'M', 'YYYY'],
    ['M', 'D', 'YYYY'],
    ['DD', 'MM', 'YY'],
    ['MM', 'DD', 'YY'],
    ['D', 'M', 'YY'],
    ['M', 'D', 'YY'],
  ].map(parts => parts.join(separator));
  return days.flatMap(day => times.map(time => `${day}${time}`));
}

function namedDays(separator: string | undefined): string[] {
  return ['MMM', 'MMMM'].flatMap(month => {
    if (separator === undefined) return [`${month} DD, YYYY`, `${month} D, YYYY`];
    const days = [
      ['DD', month, 'YYYY'],
      ['D', month, 'YYYY'],
      ['YYYY', month, 'DD'],
      ['YYYY', month, 'D'],
      ['DD', month, 'YY'],
      ['D', month, 'YY'],
      [month, 'DD', 'YYYY'],
      [month, 'D', 'YYYY'],
      [month, 'DD', 'YY'],
      [month, 'D', 'YY'],
    ];
    return days.map(parts => parts.join(separator));
  });
}

function fitsOf(format: string, texts: string[]): number {
  const regex = new RegExp(parseDateFormat(format).regex, 'u');
  const years = format.startsWith('YYYYMMDD') ? /^(?:18|19|20|21)/ : undefined;
  return texts.filter(text => regex.test(text.trim()) && (!years || years.test(text.trim()))).length;
}
