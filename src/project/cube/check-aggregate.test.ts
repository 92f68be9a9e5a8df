import { expect, it } from 'vitest';
import { readCube } from './read.js';

const text = (aggregates: string) => `description: a shop
dimensions:
  day: { table: dw.day, key: day_key, date: day, levels: { year: year, month: month }, hierarchies: { main: [year, month] } }
  place: { table: dw.place, key: place_key, levels: { city: city, spot: { column: spot, ragged: true } }, hierarchies: { main: [city, spot] } }
  group: { table: dw.group, key: group_key, bridge: { table: dw.pair, fact: a, member: b }, levels: { name: name } }
  line: { levels: { kind: kind } }
facts:
  sales: { table: dw.sale, grain: a sale, dimensions: { day: day_key, place: place_key, group: group_key }, degenerate: line }
  stocks: { table: dw.stock, grain: a count, dimensions: { day: day_key } }
measures:
  amount: { fact: sales, sum: amount }
  lines: { fact: sales, count: rows }
  price: { ratio: [amount, lines] }
  held: { fact: stocks, sum: pieces }
  stock: { fact: stocks, sum: pieces, over: { dimension: day, rule: last } }
aggregates:
  ${aggregates}
`;
const faults = (aggregates: string) => {
  const read = readCube(text(aggregates), 'sql/cube/shop.yaml', 'project');
  return 'faults' in read ? read.faults.map(({ line, column, message }) => `${line}:${column} ${message}`) : [];
};

it('an aggregate of known levels and measures of one table of facts has no fault', () => {
  expect(faults('by_month: { levels: [day.month, line.kind], measures: [price] }')).toEqual([]);
});

it.each([
  ['a: { levels: [day.mnth], measures: [amount] }', ['17:17 there is no level "day.mnth"; did you mean "day.month"?']],
  ['a: { levels: [day.month], measures: [amont] }', ['17:40 there is no measure "amont"; did you mean "amount"?']],
  [
    'a: { levels: [group.name], measures: [amount] }',
    ['17:17 group.name lies across a bridge: a fact would count under each of its members'],
  ],
  [
    'a: { levels: [place.city], measures: [amount] }',
    ['17:17 place.city is of a dimension with ragged levels, which no aggregate keeps'],
  ],
  ['a: { levels: [line.kind], measures: [held] }', ['17:17 line.kind cannot be kept: stocks have no line']],
  [
    'a: { levels: [day.month], measures: [stock] }',
    ['17:40 stock is taken of one day, so it cannot be counted beforehand'],
  ],
  [
    'a: { levels: [day.month], measures: [price, held] }',
    ['17:39 counts sales and stocks; an aggregate is of one table of facts'],
  ],
  [
    'base: { levels: [day.month], measures: [amount] }',
    ['17:3 found "base" as a name, expected lower case letters, digits and single _, not "base"'],
  ],
])('%s is refused at its place', (aggregates, expected) => expect(faults(aggregates)).toEqual(expected));
