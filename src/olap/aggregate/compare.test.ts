import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DuckDb, openDuckDb } from '../../engine/duckdb.js';
import { readCube } from '../../project/cube/read.js';
import { ask } from '../ask.js';
import { readCatalog } from '../catalog.js';
import { type Cube, cubeOf } from '../cube.js';
import type { CubeQuery } from '../query.js';
import { requestOf } from '../request.js';
import { isComparable, saysTheSame } from './compare.js';
import { aggregateTables } from './make.js';

/*
 * IEEE 754: (0.1 + 0.2) + 0.3 is not 0.1 + (0.2 + 0.3), and of (0.1 + 1e9) - 1e9 seven digits are left. The facts are added one after the
 * other, the aggregate has each shade added by itself.
 */
const facts = `select * from (values ('a', 'x', 0.1e0, 1), ('a', 'y', 0.2e0, 2), ('a', 'y', 0.3e0, 3),
  ('b', 'x', 0.1e0, 4), ('b', 'y', 1e9, 5), ('b', 'y', -1e9, 6), ('c', 'x', null, 7)) as t (kind, shade, weight, pieces)`;
const text = `
description: doubles
dimensions: { line: { levels: { kind: kind, shade: shade } } }
facts: { lines: { table: dw.line, grain: a line, degenerate: line } }
measures:
  weight: { sum: weight }
  pieces: { sum: pieces }
  each: { ratio: [weight, pieces] }
  heaviest: { max: weight }
aggregates:
  by_shade: { levels: [line.kind, line.shade], measures: [weight, pieces] }
`;
let engine: DuckDb;
let cube: Cube;
beforeAll(async () => {
  engine = await openDuckDb({ threads: 1 });
  const read = readCube(text, 'sql/cube/doubles.yaml', 'project');
  if ('faults' in read) throw new Error(read.faults.map(fault => fault.message).join('\n'));
  await engine.replace('dw.line', facts);
  for (const { table, select } of aggregateTables(read)) await engine.replace(table, select);
  const rows = new Map([
    ['dw.line', 7],
    ['aggregate.doubles__by_shade', 5],
  ]);
  cube = cubeOf(read, await readCatalog(engine), { rows });
});
afterAll(() => engine.close());

const byKind: CubeQuery = { rows: ['line.kind'], measures: ['weight', 'pieces', 'each'] };

/** Whether the aggregate says what the facts say, once it was tampered with. */
async function holds(tampered?: string): Promise<boolean> {
  if (tampered) await engine.run(`begin; update aggregate.doubles__by_shade set ${tampered}`);
  const quick = await ask(engine, cube, byKind);
  const slow = await ask(engine, cube, { ...byKind, aggregates: false });
  expect([quick.source, slow.source]).toEqual([['by_shade'], ['base']]);
  expect(quick.rows).not.toEqual(slow.rows);
  const same = await saysTheSame(engine, quick, slow);
  if (tampered) await engine.run('rollback');
  return same;
}

describe('two answers with sums of doubles', () => {
  it('say the same where only the order of adding differs, also where the terms cancel out', async () =>
    expect(await holds()).toBe(true));

  it.each([
    [`weight = weight + 0.01e0 where "line.kind" = 'a' and "line.shade" = 'x'`],
    [`weight = 0e0 where "line.kind" = 'c'`],
    [`weight = null where "line.kind" = 'a'`],
    [`pieces = pieces + 1 where "line.kind" = 'a'`],
  ])('do not where the aggregate has %s', async tampered => expect(await holds(tampered)).toBe(false));

  it.each<[boolean, CubeQuery]>([
    [true, byKind],
    [true, { ...byKind, measures: ['each', 'pieces'] }],
    [false, { ...byKind, order: { by: 'weight' } }],
    [true, { ...byKind, measures: ['heaviest'], top: { count: 1 } }],
    [false, { ...byKind, measures: ['each', 'weight:share'] }],
    [false, { ...byKind, top: { count: 1 } }],
    [false, { ...byKind, where: 'weight > 1' }],
  ])('are compared: %s, of %j', (is, query) => expect(isComparable(requestOf(cube, query))).toBe(is));
});
