import { type DataTable, figure, openTable, section } from '../block.js';
import { tree } from '../chart/tree.js';
import type { ReportData } from '../data.js';
import { longDate } from '../dates.js';
import { count, decimal, type Formats, none, share } from '../format.js';
import { html, type Markup } from '../html.js';
import { numbers, words } from '../table-columns.js';
import { gapFigure, labelAudit } from './label-audit.js';
import { modelCard } from './model-card.js';
import { rivalName } from './rival-name.js';
import { whatMatters } from './what-matters.js';

/** Who is likely to leave, why, and how far that can be trusted; nothing where the project has no churn section. */
export function leavingSection(data: ReportData, formats: Formats): Markup | null {
  const { rivals, calls, churnNodes, churnRules, calibration, profits, reach } = data;
  if (rivals.length === 0 && data.labels.length === 0 && data.modelCard.length === 0) return null;
  return section('leaving', 'Who may leave', leadOf(rivals), [
    openTable('The head of the call list', callTable(calls, formats)),
    openTable('What calling brings', profitTable(profits, formats)),
    openTable('Models, on customers held out', rivalTable(rivals)),
    openTable('What was said, and what came', calibrationTable(calibration)),
    openTable('Who would be reached', reachTable(reach)),
    ...whatMatters(data, formats),
    churnNodes.length > 0 ? treeFigure(churnNodes) : null,
    openTable('The tree in words', ruleTable(churnRules)),
    ...labelAudit(data),
    gapFigure(data),
    ...modelCard(data),
  ]);
}

function leadOf(rivals: ReportData['rivals']): Markup {
  const chosen = rivals.find(one => one.is_chosen === 1);
  if (chosen)
    return html`The first tenth of the call list leaves ${decimal(chosen.lift10, 1)} times as often as all, on customers held out. The list is made by <bdi>${rivalName(chosen.model)}</bdi>, which tells a leaving customer from a staying one in ${share(chosen.auc)} of the pairs.`;
  return rivals.length > 0
    ? html`Nobody is scored: no model surely tells better who leaves than chance, the share of all, or recency alone.`
    : html`Nobody is scored: nothing was learnt. The model card says what is missing, or what seems to know too much.`;
}

function callTable(calls: ReportData['calls'], formats: Formats): DataTable {
  const hasOffer = calls.some(row => row.expected_profit !== null);
  return {
    caption: 'From report.churn_call: the likeliest to leave, and what raises that most; score.churn has everybody',
    columns: [
      ...words('Customer'),
      ...numbers('May leave', ...(hasOffer ? ['Expected profit'] : []), 'Revenue'),
      ...words('Last order', 'Because of', 'and', 'and'),
    ],
    rows: calls.map(row => [
      row.customer_id ?? `number ${row.place}`,
      share(row.score),
      ...(hasOffer ? [formats.money(row.expected_profit)] : []),
      formats.money(row.revenue),
      row.last_order_date === null ? none : longDate(row.last_order_date),
      ...[row.reason_1, row.reason_2, row.reason_3].map(reason => reason ?? ''),
    ]),
  };
}

function profitTable(profits: ReportData['profits'], formats: Formats): DataTable {
  return {
    caption:
      'From score.churn_profit: customers held out, the greatest expected profit first; what calling so many brings, as the scores say and by who left. The call list ends where one more brings nothing',
    columns: [...numbers('Called', 'Share', 'Left', 'Expected', 'Came'), ...words('Best')],
    rows: profits.map(row => [
      count(row.called),
      share(row.share),
      decimal(row.positives, 1),
      formats.money(row.expected),
      formats.money(row.came),
      row.is_best === 1 ? 'yes' : '',
    ]),
  };
}

function rivalTable(rivals: ReportData['rivals']): DataTable {
  const names = ['Area', 'from', 'to', 'p', 'Brier', 'Reliability', 'Resolution', 'Log-loss', 'Lift'];
  return {
    caption:
      'From score.churn_leaderboard: area under the curve with its 95 % interval, and p, how likely one so far from that of the model that scores is where the two do not differ (DeLong); Brier score and log-loss, less is better; of Brier, over ten bins, how far what was said is from what came (reliability, less is better) and how far bins are apart (resolution, more is better); lift of the first tenth',
    columns: [...words('Model'), ...numbers(...names), ...words('Scores')],
    rows: rivals.map(row => [
      rivalName(row.model),
      ...[row.auc, row.auc_low, row.auc_high].map(one => decimal(one)),
      row.p !== null && row.p < 0.001 ? '< 0.001' : decimal(row.p),
      ...[row.brier, row.reliability, row.resolution, row.logloss, row.lift10].map(one => decimal(one)),
      row.is_chosen === 1 ? 'yes' : '',
    ]),
  };
}

function calibrationTable(calibration: ReportData['calibration']): DataTable {
  return {
    caption:
      'From score.churn_calibration: customers held out, in tenths by their scores, as they are published and, where they were calibrated, before',
    isGrouped: true,
    columns: [...words('Scores'), ...numbers('Tenth', 'Customers', 'Said to leave', 'Left')],
    rows: calibration.map(row => [row.stage, String(row.bin), count(row.examples), share(row.said), share(row.came)]),
  };
}

function reachTable(reach: ReportData['reach']): DataTable {
  return {
    caption:
      'From score.churn_lift: customers held out, the highest scores first; how many of those who left are reached so far, and how much greater that share is than of those who stayed (KS, Kolmogorov–Smirnov)',
    columns: [...words('Tenth'), ...numbers('Customers', 'Left', 'Lift', 'Reached so far', 'KS')],
    rows: reach.map(row => [
      String(row.part),
      count(row.examples),
      share(row.rate),
      decimal(row.lift, 2),
      share(row.gain),
      decimal(row.ks),
    ]),
  };
}

function treeFigure(nodes: ReportData['churnNodes']): Markup {
  const told = (row: (typeof nodes)[number]) =>
    `${count(row.positives)} of ${count(row.examples)}, ${share(row.share)}`;
  const title = 'The decision tree';
  const description = `${nodes.length} nodes; of all customers learnt from ${share(nodes[0]?.share ?? 0)} left. The table has each.`;
  const drawn = nodes.map(row => ({
    ...{ parent: row.parent > 0 ? row.parent - 1 : undefined, depth: row.depth, label: row.answer },
    ...{ text: told(row), share: row.share, isLeaf: row.is_leaf === 1 },
  }));
  return figure(
    title,
    'Who left, of the customers that it was grown on, by the answers; the first 60 nodes',
    tree({ id: 'churn-tree', title, description, nodes: drawn }),
    {
      caption: 'From score.churn_node: each node before what is below it',
      columns: [...numbers('Node', 'Below'), ...words('Answer'), ...numbers('Customers', 'Left', 'Share')],
      rows: nodes.map(row => [
        ...[String(row.node), row.parent > 0 ? String(row.parent) : none, row.answer],
        ...[count(row.examples), count(row.positives), share(row.share)],
      ]),
    },
  );
}

function ruleTable(rules: ReportData['churnRules']): DataTable {
  return {
    caption: 'From score.churn_rule: the leaves of the decision tree, on the customers it was grown on',
    columns: [...words('Customers with'), ...numbers('Customers', 'Left', 'Share')],
    rows: rules.map(row => [row.rule, count(row.examples), count(row.positives), share(row.share)]),
  };
}
