import type { CliError } from '../errors.js';
import { notThere } from '../nearest.js';
import type { Cube } from './cube.js';

/** The error for a name that stands for nothing in a cube. */
export function unknown(what: string, name: string, names: string[], cube: Pick<Cube, 'name'>): CliError {
  return notThere(`the cube ${cube.name} has no ${what} ${name}`, name, names);
}
