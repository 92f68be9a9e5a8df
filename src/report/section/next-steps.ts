import { count as counted } from '../../count.js';
import type { ReportData } from '../data.js';
import { type Formats, share } from '../format.js';
import { html, type Markup } from '../html.js';

/** What the figures ask for, at most one sentence of each chapter and with the way to it; nothing where they ask for nothing. */
export function nextSteps(data: ReportData, formats: Formats): Markup | null {
  const steps = [call(data, formats), winBack(data, formats), offer(data), know(data), mend(data)].filter(Boolean);
  return steps.length === 0
    ? null
    : html`<figure><figcaption><h3>What to do next</h3></figcaption><ul>${steps.map(step => html`<li>${step}</li>`)}</ul></figure>`;
}

const chapter = (id: string, name: string) => html`<a href="#${id}">${name}</a>`;

/** How many of the customers held out were worth calling says how far down the list to go; a list whose head leaves no more often than all is no reason to call. */
function call({ calls: [first], rivals, profits }: ReportData, formats: Formats): Markup | null {
  const chosen = rivals.find(one => one.is_chosen === 1);
  if (!first || !chosen || (chosen.lift10 !== null && chosen.lift10 <= 1)) return null;
  const best = profits.find(one => one.is_best === 1 && one.expected > 0);
  const worth = best
    ? html`, down to where one more brings nothing (of those held out ${share(best.share)}, for ${formats.money(best.came)})`
    : null;
  const often = chosen.lift10 === null ? 'most often' : `${chosen.lift10.toFixed(1)} times as often as all`;
  return html`Call the head of the call list: its first tenth leaves ${often}${worth}. ${chapter('leaving', 'Who may leave')}`;
}

/** The segment that brought something, more than the average customer, and has been away at least twice as long: of several, what it brought in all decides. */
function winBack({ segments }: ReportData, formats: Formats): Markup | null {
  const customers = sum(segments.map(row => row.customers));
  const mean = sum(segments.map(row => row.revenue)) / customers;
  const away = sum(segments.map(row => (row.recency_days ?? 0) * row.customers)) / customers;
  const [most] = segments
    .filter(row => (row.revenue_per_customer ?? 0) > Math.max(mean, 0) && (row.recency_days ?? 0) >= 2 * away)
    .toSorted((a, b) => b.revenue - a.revenue);
  if (!most) return null;
  return html`Win back <bdi>${most.segment}</bdi>: ${counted(most.customers, 'customer')} who on average brought ${formats.money(most.revenue_per_customer)} and last ordered ${counted(Math.round(most.recency_days ?? 0), 'day')} ago. ${chapter('segments', 'Segments')}`;
}

function offer({ together: [rule], suggested: [first] }: ReportData): Markup | null {
  if (!rule || !first || first.customers === 0) return null;
  return html`Offer <bdi>${first.name ?? first.item_id}</bdi>: it is the first suggestion to ${counted(first.customers, 'customer')}. ${chapter('together', 'Bought together')}`;
}

const known = 0.9;

function know({ coverage: [coverage] }: ReportData): Markup | null {
  const part = coverage?.known_revenue_share ?? null;
  if (part === null || part >= known) return null;
  return html`Learn who buys: known customers bring only ${share(part)} of the revenue. ${chapter('quality', 'Quality')}`;
}

/** A record that breaks several rules may be refused by one of each entity, so they are not added up; what somebody settled is not asked for. */
function mend({ refused }: ReportData): Markup | null {
  const [most] = refused.toSorted((a, b) => b.open_records - a.open_records);
  if (!most || most.open_records === 0) return null;
  const records = most.open_records === 1 ? 'record' : counted(most.open_records, 'record');
  return html`Mend what was refused, first the ${records} that rule <bdi>${most.rule}</bdi> refused on <bdi>${most.source}</bdi>. ${chapter('quality', 'Quality')}`;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
