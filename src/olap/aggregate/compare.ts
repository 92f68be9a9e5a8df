import { isDeepStrictEqual } from 'node:util';
import type { CubeAnswer } from '../ask.js';
import { baseMeasures } from '../measure-tree.js';
import type { Request } from '../request.js';

/** Whether the figures of a question are the same in whatever order they are added up: sums of doubles are not. */
export function isExact({ cube, shown, query: { top } }: Request): boolean {
  const names = [...shown.map(one => one.measure), ...(top?.by && cube.measures.has(top.by) ? [top.by] : [])];
  const bases = names.flatMap(name => baseMeasures(cube, name));
  return bases.every(name => {
    const { sum, fact } = cube.measures.get(name) ?? {};
    const { table = '' } = cube.facts.get(fact ?? ([...cube.facts.keys()][0] as string)) ?? {};
    return !/^(double|real|float)/.test(cube.catalog.get(table)?.get(sum ?? '') ?? '');
  });
}

/** Whether two answers to one question say the same, every cell of them. */
export function saysTheSame(one: CubeAnswer, other: CubeAnswer): boolean {
  return isDeepStrictEqual(one.rows, other.rows);
}
