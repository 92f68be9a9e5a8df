import { CliError, exitCode } from '../../errors.js';
import { nearest } from '../../project/nearest.js';

/** The error for a cube that is not there, with the nearest name. */
export function unknownCube(name: string, names: string[]): CliError {
  const near = nearest(name, names);
  const known = names.length > 0 ? `there are ${names.join(', ')}` : 'write one: sql/cube/NAME.yaml';
  return new CliError(`there is no cube ${name}`, exitCode.usage, near ? `did you mean ${near}?` : known);
}
