import type { Group } from './groups.js';

const signs: Record<string, string> = { '€': 'EUR', '£': 'GBP', '¥': 'JPY', '₹': 'INR', $: 'USD' };
const codes = /(?:^|[^A-Za-z])(EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|JPY|CNY|INR|AUD|CAD|BRL)(?:[^A-Za-z]|$)/;

/** The currency that most columns of the files speak of, and where that was seen; undefined where nothing does. */
export function currencyOf(groups: Group[]): { currency: string; seen: string } | undefined {
  const told = groups.flatMap(({ name, columns }) =>
    columns.flatMap(column => {
      const texts = [column.number?.format ?? '', column.name];
      const sign = Object.keys(signs).find(one => texts[0]?.includes(one));
      const [sample = ''] = column.field === 'currency' ? column.samples : [];
      const code = /^[a-z]{3}$/i.test(sample) ? sample.toUpperCase() : undefined;
      const currency = sign ? signs[sign] : (texts.map(text => codes.exec(text)?.[1]).find(one => one) ?? code);
      return currency ? [{ currency, seen: `${name}: ${column.name}` }] : [];
    }),
  );
  const count = (currency: string) => told.filter(one => one.currency === currency).length;
  return told.sort((a, b) => count(b.currency) - count(a.currency))[0];
}
