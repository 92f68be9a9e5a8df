import type { Cubes } from './cube.js';

/** A cube in a list. */
export interface CubeEntry {
  cube: string;
  origin: string;
  measures: string;
  levels: number;
  description: string;
}

/** Every cube, by name. */
export function listCubes({ all }: Cubes): CubeEntry[] {
  return [...all.values()].map(({ name, source, measures, levels }) => ({
    cube: name,
    origin: source.origin,
    measures: [...measures.keys()].join(', '),
    levels: levels.size,
    description: source.says.description,
  }));
}
