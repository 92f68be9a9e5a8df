import { CliError, exitCode } from '../errors.js';
import { nearest } from '../project/nearest.js';
import type { Cube } from './cube.js';

/** The error for a name that stands for nothing in a cube. */
export function unknown(what: string, name: string, names: string[], cube: Pick<Cube, 'name'>): CliError {
  const near = nearest(name, names);
  const hint = near ? `did you mean ${near}?` : `there are ${names.join(', ') || 'none'}`;
  return new CliError(`the cube ${cube.name} has no ${what} ${name}`, exitCode.usage, hint);
}
