import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { shownIn } from './shown-in.js';

it('names exactly the tables that the page and the lists of customers read', () => {
  const chapters = readdirSync(join(import.meta.dirname, 'data')).map(file => join('data', file));
  const audit = '../../models/churn/audit.ts';
  const read = [...chapters, audit, 'customer-list.ts', 'movement-list.ts'].flatMap(file => {
    const text = readFileSync(join(import.meta.dirname, file), 'utf8');
    return [...text.matchAll(/from (?:= ')?((?:report|score|feature)\.\w+)/g)].map(([, table]) => table);
  });
  expect(Object.keys(shownIn).toSorted()).toEqual([...new Set(read)].toSorted());
});

it('calls the parts of the page as the page does', () => {
  const page = readFileSync(join(import.meta.dirname, 'page.ts'), 'utf8');
  const chapters = [...page.matchAll(/\['\w+', '(.+)'\]/g)].map(([, title]) => `report: ${title}`);
  const named = Object.values(shownIn).flat();
  const others = ['report: heading', 'report: Definitions', 'customers-by-segment.csv', 'segment-movement.csv'];
  expect(new Set(named)).toEqual(new Set([...chapters, ...others].filter(one => one !== 'report: Definitions')));
});
