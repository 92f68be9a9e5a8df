import { expect, it } from 'vitest';
import { readCube } from './read.js';

const faults = (members: string) => {
  const text = `description: a shop
dimensions:
  place: { table: dw.place, key: place_key, levels: { country: country, city: city }, hierarchies: { main: [country, city] } }
facts: { sales: { table: dw.sale, grain: a sale, dimensions: { place: place_key } } }
measures: { amount: { sum: amount } }
members:
  ${members}
`;
  const read = readCube(text, 'sql/cube/shop.yaml', 'project');
  return 'faults' in read ? read.faults.map(({ line, column, message }) => `${line}:${column} ${message}`) : [];
};
const member = (name: string, formula: string, level = 'place.country') =>
  `${name}: { level: ${level}, formula: "${formula}" }`;

it('a calculated member of members and of other calculated ones has no fault', () =>
  expect(faults(`${member('both', '[DE] + [FR]')}\n  ${member('part', '[DE] / both - 1')}`)).toEqual([]));

it.each([
  [member('a', '[DE] +'), ['7:39 it ends too early']],
  [member('a', '[DE'), ['7:39 "[" cannot stand there']],
  [member('a', '[DE]', 'place.county'), ['7:15 there is no level "place.county"; did you mean "place.country"?']],
  [member('a', 'bth - [DE]'), ['7:39 there is no calculated member "bth"']],
  [
    `${member('a', '[DE] - b')}\n  ${member('b', '2 * a')}`,
    ['7:39 it is made of itself: a → b → a', '8:39 it is made of itself: b → a → b'],
  ],
  [
    `${member('a', '[DE]')}\n  ${member('b', 'a + [Bonn]', 'place.city')}`,
    ['8:36 a is a member of place.country, not of place.city'],
  ],
])('%s is refused at its place', (members, expected) => expect(faults(members)).toEqual(expected));
