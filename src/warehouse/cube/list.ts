import type { Cubes } from './cubes.js';

/** A cube in a list. */
export interface CubeEntry {
  cube: string;
  origin: string;
  measures: string;
  levels: number;
  description: string;
}

/** Every cube, by name. */
export async function listCubes({ now }: Cubes): Promise<CubeEntry[]> {
  return [...(await now()).values()].map(({ name, source, measures, levels }) => ({
    cube: name,
    origin: source.origin,
    measures: [...measures.keys()].join(', '),
    levels: levels.size,
    description: source.says.description,
  }));
}
