import { count as counted } from '../../count.js';
import { figure, openTable } from '../block.js';
import { bars } from '../chart/bars.js';
import type { ReportData } from '../data.js';
import { featureName, featureText } from '../feature.js';
import { count, decimal, type Formats, share } from '../format.js';
import type { Markup } from '../html.js';
import { numbers, words } from '../table-columns.js';

/** Which columns tell who leaves, what their values do to the scores, and whether more examples would help. */
export function whatMatters({ weights, ifs, learning }: ReportData, formats: Formats): (Markup | null)[] {
  return [
    weights.length > 0 ? weightFigure(weights) : null,
    openTable('If everybody had a value', ifTable(ifs, formats)),
    openTable('Learnt from more and more', learningTable(learning)),
  ];
}

function weightFigure(weights: ReportData['weights']): Markup {
  const title = 'What tells who leaves';
  const told = ({ fall, deviation }: (typeof weights)[number]) => `${decimal(fall, 4)} ± ${decimal(deviation, 4)}`;
  const description = `${counted(weights.length, 'column')}; the most is told by ${featureName(weights[0]?.column_name ?? '')}. The table has each.`;
  const rows = weights.map(row => ({
    label: featureName(row.column_name),
    values: [{ value: row.fall, text: told(row) }],
  }));
  return figure(
    title,
    'How far the area under the curve falls where a column is shuffled among the customers held out: mean and standard deviation of five shuffles',
    bars({ id: 'churn-weights', title, description, rows, series: [{ name: 'fall of the area', colour: 'accent' }] }),
    {
      caption: 'From score.churn_importance: the first 20 columns',
      columns: [...words('Column'), ...numbers('Area falls by', 'Deviation')],
      rows: weights.map(row => [featureName(row.column_name), decimal(row.fall, 4), decimal(row.deviation, 4)]),
    },
  );
}

function ifTable(ifs: ReportData['ifs'], formats: Formats) {
  return {
    caption:
      'From score.churn_dependence: the mean score of customers held out if all of them had the value and everything else stayed; of numbers the tenths',
    columns: [...words('Column'), ...numbers('Value', 'Mean score')],
    rows: ifs.map(row => [
      featureName(row.column_name),
      featureText(row.column_name, row.value, formats),
      share(row.score),
    ]),
    isGrouped: true,
  };
}

function learningTable(learning: ReportData['learning']) {
  return {
    caption:
      'From score.churn_learning: the area of the chosen model on the same customers held out, by how many it has learnt from; where it still rises, more history helps',
    columns: numbers('Learnt from', 'Area', 'from', 'to'),
    rows: learning.map(row => [count(row.examples), ...[row.auc, row.auc_low, row.auc_high].map(one => decimal(one))]),
  };
}
