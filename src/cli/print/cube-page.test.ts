import { expect, it } from 'vitest';
import type { CubeShown } from '../../index.js';
import { htmlPage, markdownPage } from './cube-page.js';

const shown: CubeShown = {
  cube: 'shop',
  description: 'What <we> sold & where.',
  file: 'sql/cube/shop.yaml',
  facts: [{ facts: 'sales', table: 'dw.sale', grain: 'a sale', dimensions: 'day' }],
  levels: [{ level: 'day.month', below: 'day.year', type: 'integer', description: 'first | last\nof the year' }],
  hierarchies: [{ hierarchy: 'day.calendar', levels: 'year > month' }],
  measures: [
    {
      measure: 'rate',
      adds_up: 'no',
      unit: 'EUR',
      format: '0.0%',
      made: 'profit / revenue',
      description: 'per <b>euro</b>',
    },
  ],
  sets: [],
  members: [{ member: 'dach', level: 'place.country', made: '[DE] + [AT]', description: '' }],
};

it('a page of a cube has a table for each thing that it has, and a bar in a cell is no border', () =>
  expect(markdownPage(shown)).toBe(`# shop

What <we> sold & where.

From \`sql/cube/shop.yaml\`.

## Facts

| facts | table | grain | dimensions |
|---|---|---|---|
| sales | dw.sale | a sale | day |

## Measures

| measure | adds up | unit | format | made | description |
|---|---|---|---|---|---|
| rate | no | EUR | 0.0% | profit / revenue | per <b>euro</b> |

## Hierarchies

| hierarchy | levels |
|---|---|
| day.calendar | year > month |

## Levels

| level | below | type | description |
|---|---|---|---|
| day.month | day.year | integer | first \\| last of the year |

## Calculated members

| member | level | made | description |
|---|---|---|---|
| dach | place.country | [DE] + [AT] |  |
`));

it('the page in HTML has the same cells, and no text becomes markup', () => {
  const page = htmlPage(shown);
  expect(page).toContain('<p>What &lt;we&gt; sold &amp; where.</p>');
  expect(page).toContain('<td>per &lt;b&gt;euro&lt;/b&gt;</td>');
  expect(page.match(/<h2>[^<]*/g)).toEqual(
    ['Facts', 'Measures', 'Hierarchies', 'Levels', 'Calculated members'].map(title => `<h2>${title}`),
  );
  expect(page).not.toMatch(/https?:|<script/);
});
