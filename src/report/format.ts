import { shareWords } from '../share-words.js';

/** How the figures of a report are written; `null` is written as an en dash. */
export interface Formats {
  /** `£9,747,748`; with cents below a thousand. */
  money(value: number | null): string;
  /** `£9.75M`, for axes and labels. */
  moneyShort(value: number): string;
}

/** Stands where there is no figure. */
export const none = '–';
const counts = numbers({ maximumFractionDigits: 0 });
const decimals = numbers({ maximumFractionDigits: 2 });
const shorts = numbers({ notation: 'compact', maximumSignificantDigits: 3 });

/** Amounts in one currency (ISO 4217, three letters). */
export function moneyFormats(currency: string): Formats {
  const options = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const;
  const whole = new Intl.NumberFormat('en', { ...options, maximumFractionDigits: 0 });
  const exact = new Intl.NumberFormat('en', options);
  const short = new Intl.NumberFormat('en', {
    ...options,
    notation: 'compact',
    maximumSignificantDigits: 3,
  });
  return {
    money: value => (value === null ? none : signed((Math.abs(value) < 1000 ? exact : whole).format(value))),
    moneyShort: value => signed(short.format(value)),
  };
}

/** `5,176,450`; a fraction keeps at most two digits. */
export function count(value: number | null): string {
  return value === null ? none : signed((Number.isInteger(value) ? counts() : decimals()).format(value));
}

/** `5.2M`, for axes. */
export function countShort(value: number): string {
  return signed(shorts().format(value));
}

/** A share (0 to 1) as `23.4 %`, with a no-break space; with more digits where it would read as none or as all and is not. */
export function share(value: number | null, digits = 1): string {
  return value === null ? none : signed(shareWords(value, digits)).replace(' ', '\u00a0');
}

/** A share among other words; none where there is none. */
export function knownShare(value: number | null): string[] {
  return value === null ? [] : [share(value)];
}

/** A figure with its digits behind the point, `0.805`. */
export function decimal(value: number | null, digits = 3): string {
  return value === null ? none : signed(value.toFixed(digits));
}

/** A difference with its sign: `+0.81`, `−0.25`. */
export function difference(value: number, digits = 2): string {
  return `${value < 0 ? '' : '+'}${decimal(value, digits)}`;
}

/** The first takes longer to make than a command takes to start: made when it is asked for. */
function numbers(options: Intl.NumberFormatOptions): () => Intl.NumberFormat {
  let made: Intl.NumberFormat | undefined;
  return () => {
    made ??= new Intl.NumberFormat('en', options);
    return made;
  };
}

function signed(text: string): string {
  return /^-[^1-9]*$/.test(text) ? text.slice(1) : text.replace('-', '\u2212');
}
