import { afterAll, beforeAll, expect, it } from 'vitest';
import { awkwardStar } from '../../fixtures/awkward-star.js';
import type { DuckDb } from '../engine/duckdb.js';
import { readCatalog } from './catalog.js';
import { type Cube, cubeOf } from './cube.js';
import { type MemberSearch, membersOf } from './members.js';
import { levelOf } from './request.js';

/* The members are those that the star names, see fixtures/awkward-star.ts; which of them are wanted was chosen by eye. */
let engine: DuckDb;
let cube: Cube;
beforeAll(async () => {
  const star = await awkwardStar();
  engine = star.engine;
  cube = cubeOf(star.source, await readCatalog(engine));
});
afterAll(() => engine.close());

const paths = async (level: string, search?: MemberSearch) =>
  (await membersOf(engine, cube, levelOf(cube, level), search)).map(({ path }) => path.join(' '));

it('two members of one name stay two, the null member is the last', async () =>
  expect(await paths('customer.city')).toEqual(['BE Halle', 'DE Bonn', 'DE Halle', ' ']));

it.each([
  ['part of it, in capitals or not', { search: 'AL' }, ['BE Halle', 'DE Halle']],
  ['a beginning', { search: 'b%' }, ['DE Bonn']],
  ['a beginning that is only in the middle', { search: 'all%' }, []],
  ['a mark that means any letter elsewhere', { search: 'h_lle' }, []],
  ['a quote', { search: "'" }, []],
  ['one after the first', { offset: 1, limit: 1 }, ['DE Bonn']],
  ['the second of those found', { search: 'halle', offset: 1 }, ['DE Halle']],
])('members are looked for by %s', async (_, search, found) =>
  expect(await paths('customer.city', search)).toEqual(found),
);

it('a caption is looked into as well as the key', async () => {
  const [member] = await membersOf(engine, cube, levelOf(cube, 'day.month'), { search: 'feb' });
  expect(String(member?.caption)).toMatch(/^Feb/);
  expect(await paths('day.month', { search: '2' })).toContain('2024 2');
});
