import type { CliError } from '../../errors.js';
import { notThere } from '../../nearest.js';

/** The error for a cube that is not there, with the nearest name. */
export function unknownCube(name: string, names: string[]): CliError {
  const known = names.length > 0 ? `there are ${names.join(', ')}` : 'write one: sql/cube/NAME.yaml';
  return notThere(`there is no cube ${name}`, name, names, known);
}
