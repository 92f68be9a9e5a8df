import { createHash } from 'node:crypto';
import { count as counted } from '../count.js';
import type { ReportData } from './data.js';
import { longDate } from './dates.js';
import type { Definition } from './definitions.js';
import { count, knownShare, moneyFormats } from './format.js';
import { html, Markup } from './html.js';
import { alikeSection } from './section/alike.js';
import { curveSection } from './section/curve.js';
import { definitionsSection } from './section/definitions.js';
import { headlineSection } from './section/headline.js';
import { leavingSection } from './section/leaving.js';
import { monthsSection } from './section/months.js';
import { movementSection } from './section/movement.js';
import { productsSection } from './section/products.js';
import { qualitySection } from './section/quality.js';
import { retentionSection } from './section/retention.js';
import { rfGridSection } from './section/rf-grid.js';
import { segmentsSection } from './section/segments.js';
import { togetherSection } from './section/together.js';
import { styleSheet } from './style.js';

/** What the page says besides the tables. */
export interface PageOptions {
  title: string;
  /** ISO 4217, the reporting currency. */
  currency: string;
  /** The generation and the run that it was made from. */
  generation: string;
  run: string;
  /** Definitions of the project or of models, after the page's own. */
  definitions: Definition[];
}

const chapters = [
  ['overview', 'Overview'],
  ['months', 'Months'],
  ['retention', 'Retention'],
  ['segments', 'Segments'],
  ['alike', 'Customers alike'],
  ['movement', 'Movement'],
  ['grid', 'Recency and frequency'],
  ['curve', 'Concentration'],
  ['products', 'Products'],
  ['together', 'Bought together'],
  ['leaving', 'Who may leave'],
  ['quality', 'Quality'],
  ['definitions', 'Definitions'],
] as const;

/**
 * The whole page as one file: no script, no request, the same bytes for the same tables, options and notes, which are the warnings of
 * the run, one sentence each; all but these is made before they are known.
 */
export function renderPage(data: ReportData, options: PageOptions): (notes: string[]) => string {
  const formats = moneyFormats(options.currency);
  const style = styleSheet();
  const before = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src 'sha256-${new Markup(sha256(style))}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="custometry">
<link rel="icon" href="data:,">
<title>${options.title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
${head(data, options)}
<main id="content">
${headlineSection(data, formats)}${monthsSection(data, formats)}${retentionSection(data)}${segmentsSection(data, formats)}${alikeSection(data, formats)}${movementSection(data)}${rfGridSection(data, formats)}${curveSection(data, formats)}${productsSection(data, formats)}${togetherSection(data)}${leavingSection(data, formats)}`;
  const after = html`${definitionsSection(options.currency, options.definitions)}</main>
${foot(data, options)}
</body>
</html>
`;
  return notes => `${before}${qualitySection(data, formats, notes)}${after}`;
}

const daysOf = (first: string, last: string) =>
  first === last ? `on ${longDate(first)}` : `from ${longDate(first)} to ${longDate(last)}`;

function head(
  { coverage: [coverage], profile, together, rivals, labels, modelCard }: ReportData,
  { title }: PageOptions,
): Markup {
  const absent = new Set([
    profile.length === 0 && 'alike',
    together.length === 0 && 'together',
    rivals.length === 0 && labels.length === 0 && modelCard.length === 0 && 'leaving',
  ]);
  const shown = chapters.filter(([id]) => !absent.has(id));
  const standfirst = coverage?.first_date
    ? `${counted(coverage.orders, 'order')} and ${counted(coverage.customers, 'known customer')} ${daysOf(coverage.first_date, coverage.last_date ?? coverage.as_of)}${knownShare(coverage.known_revenue_share).map(part => `; known customers bring ${part} of the revenue`)}.`
    : 'The warehouse holds no order lines yet. What can be said without them follows.';
  return html`<header>
<p class="eyebrow">Customer report${coverage && html` · as of ${longDate(coverage.as_of)}`}</p>
<h1><bdi>${title}</bdi></h1>
<p class="standfirst">${standfirst}</p>
<nav aria-label="Contents"><ul>${shown.map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
</header>`;
}

function foot({ coverage: [coverage] }: ReportData, options: PageOptions): Markup {
  const facts: [string, string][] = [
    ['As of', coverage ? longDate(coverage.as_of) : 'no order yet'],
    [
      'Period covered',
      coverage?.first_date
        ? `${longDate(coverage.first_date)} to ${longDate(coverage.last_date ?? coverage.as_of)}`
        : 'none',
    ],
    ['Order lines', count(coverage?.lines ?? 0)],
    ['Generation', options.generation],
    ['Run', options.run],
    ['Currency', options.currency],
  ];
  return html`<footer><dl>${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl></footer>`;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64');
