import { expect, it } from 'vitest';
import { featureName, featureText, featureValue } from './feature.js';
import { moneyFormats } from './format.js';

const formats = moneyFormats('EUR');
const plainBlanks = (text: string) => text.replaceAll('\u00a0', ' ');

it.each([
  ['recency_days', 45.4, 'Last purchase', '45 days ago'],
  ['recency_days', 1.2, 'Last purchase', '1 day ago'],
  ['revenue_90_days', 1234.5, 'Revenue in the last 90 days', '€1,235'],
  ['order_amount_mean', 19.299999999999997, 'Revenue per order', '€19.30'],
  ['return_order_share', 0.2374, 'Orders with returns', '23.7 %'],
  ['gap_days_mean', 16.191666666666666, 'Days between purchases', '16.2 days'],
  ['age_years', 41.26, 'Age', '41.3 years'],
  ['sale_orders', 15291, 'Orders', '15,291'],
  ['sale_orders_trend', -0.0341, 'Trend of orders', '−0.0341'],
  ['country FR', 0.372, 'Country FR', '37.2 %'],
  ['of_their_own', 0, 'Of their own', '0'],
])('%s of %d stands with a name and a unit', (column, value, name, text) => {
  expect([featureName(column), plainBlanks(featureValue(column, value, formats))]).toEqual([name, text]);
});

it('keeps a value that is a word, or nothing', () => {
  expect(['DE', '', ' ', '12'].map(text => featureText('country', text, formats))).toEqual(['DE', '', ' ', '12']);
});
