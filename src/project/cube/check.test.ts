import { expect, it } from 'vitest';
import { readCube } from './read.js';

const text = `description: a shop
as_of: { table: dw.today, column: day }
dimensions:
  day:
    table: dw.day
    key: day_key
    date: day
    levels: { year: year, month: month, week: week, day: { column: day, unique: true } }
    hierarchies: { calendar: [year, month, day], weekly: [year, week, day] }
  place:
    table: dw.place
    key: place_key
    joins: { region: { table: dw.region, on: { region_key: region_key } } }
    levels: { region: region.name, city: city }
    hierarchies: { main: [region, city] }
  line: { levels: { kind: kind } }
facts:
  sales: { table: dw.sale, grain: a sale, dimensions: { day: day_key, place: place_key }, degenerate: line }
  stocks: { table: dw.stock, grain: a count, dimensions: { place: place_key } }
measures:
  amount: { fact: sales, sum: amount }
  stock: { fact: stocks, sum: pieces }
  price: { ratio: [amount, stock] }
sets: { south: { level: place.city, members: [Ulm] } }
`;
const faults = (right: string, wrong: string) => {
  expect(text).toContain(right);
  const read = readCube(text.replace(right, wrong), 'sql/cube/shop.yaml', 'project');
  return 'faults' in read ? read.faults.map(({ line, column, message }) => `${line}:${column} ${message}`) : [];
};

it('a cube in order has no fault', () => expect(faults('', '')).toEqual([]));

it.each([
  [
    'an unreachable join',
    'region: region.name',
    'region: regoin.name',
    ['13:14 no level reads this table', '14:23 there is no joined table "regoin"; did you mean "region"?'],
  ],
  ['an unused join', 'region: region.name', 'region: region', ['13:14 no level reads this table']],
  [
    'an unused dimension',
    ', place: place_key }, degenerate: line',
    ', place: place_key }',
    ['16:3 no facts have this dimension'],
  ],
  [
    'unused facts',
    'stock: { fact: stocks, sum: pieces }',
    'stock: { fact: sales, sum: pieces }',
    ['19:3 no measure is taken from these facts'],
  ],
  [
    'an ambiguous path',
    'day: { column: day, unique: true }',
    'day: day',
    [
      '8:53 it stands below year, month in calendar and below year, week in weekly; say unique: true if a member is the same either way',
    ],
  ],
  [
    'a measure at a wrong grain',
    'sum: pieces }',
    'sum: pieces, over: { dimension: day, rule: last } }',
    ['22:45 its facts (a count) have no day'],
  ],
  ['a key that is summed', 'sum: amount', 'sum: place_key', ['21:31 place_key leads to place; it is no amount']],
  ['a circular measure', '[amount, stock]', '[amount, price]', ['23:19 it is made of itself: price → price']],
  [
    'an unknown level of a set',
    'level: place.city',
    'level: place.cty',
    ['24:25 there is no level "place.cty"; did you mean "place.city"?'],
  ],
  [
    'an unknown level of a hierarchy',
    '[region, city]',
    '[region, cty]',
    ['15:35 there is no level "cty"; did you mean "city"?'],
  ],
  [
    'an unknown dimension of facts',
    'dimensions: { day: day_key, place',
    'dimensions: { dy: day_key, place',
    ['18:57 there is no dimension "dy"; did you mean "day"?', '4:3 no facts have this dimension'],
  ],
  [
    'a closing balance without a hierarchy',
    `    hierarchies: { main: [region, city] }
  line: { levels: { kind: kind } }
facts:
  sales: { table: dw.sale, grain: a sale, dimensions: { day: day_key, place: place_key }, degenerate: line }
  stocks: { table: dw.stock, grain: a count, dimensions: { place: place_key } }
measures:
  amount: { fact: sales, sum: amount }`,
    `    hierarchies: { main: [region, city] }
  line: { levels: { kind: kind } }
  due: { table: dw.due, key: due_key, date: due, levels: { due: due } }
facts:
  sales: { table: dw.sale, grain: a sale, dimensions: { day: day_key, place: place_key, due: due_key }, degenerate: line }
  stocks: { table: dw.stock, grain: a count, dimensions: { place: place_key } }
measures:
  amount: { fact: sales, sum: amount, over: { dimension: due, rule: closing } }`,
    ['22:45 due has no hierarchy, so no period of it closes'],
  ],
])('%s is named at its place', (_, right, wrong, expected) => expect(faults(right, wrong)).toEqual(expected));
