import { textsIn } from './column-texts.js';
import { entityOf } from './entity-fields.js';
import type { Group } from './groups.js';

const signs: Record<string, string> = { '€': 'EUR', '£': 'GBP', '¥': 'JPY', '₹': 'INR', $: 'USD' };
const codes = /(?:^|[^A-Za-z])(EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|JPY|CNY|INR|AUD|CAD|BRL)(?:[^A-Za-z]|$)/;

/** The currency that most columns of the files speak of, and where that was seen; undefined where nothing does. */
export function currencyOf(groups: Group[]): { currency: string; seen: string } | undefined {
  const rated = new Set(groups.flatMap(codesRated));
  const told = groups
    .filter(group => codesRated(group).length === 0)
    .flatMap(({ name, columns }) =>
      columns.flatMap(column => {
        const texts = [column.number?.format ?? '', column.name];
        const sign = Object.keys(signs).find(one => texts[0]?.includes(one));
        const samples = column.field === 'currency' ? column.samples : [];
        const sample = samples.find(text => !rated.has(text)) ?? samples[0] ?? '';
        const code = /^[a-z]{3}$/i.test(sample) ? sample.toUpperCase() : undefined;
        const currency = sign ? signs[sign] : (texts.map(text => codes.exec(text)?.[1]).find(one => one) ?? code);
        return currency ? [{ currency, seen: `${name}: ${column.name}` }] : [];
      }),
    );
  const count = (currency: string) => told.filter(one => one.currency === currency).length;
  return told.sort((a, b) => count(b.currency) - count(a.currency))[0];
}

/** Rates are into the currency of the reports, so it is none of those that a list of them names. */
function codesRated(group: Group): string[] {
  const currency = group.columns.find(({ field }) => field === 'currency');
  const isOfRates = currency && entityOf(group) === 'exchange_rate';
  return isOfRates ? textsIn(group.files, currency.name).flatMap(text => text ?? []) : [];
}
