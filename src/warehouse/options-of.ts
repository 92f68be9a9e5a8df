import type { Project } from '../project/load.js';
import { type Path, pathText } from '../project/path.js';
import { fingerprint } from '../run/fingerprint.js';

/**
 * Every value of the project file, defaults filled in, by its path and as JSON. What came from outside the file may be secret: of it
 * only four digits of a fingerprint are told, enough to see that it changed.
 */
export function optionsOf({ config, filled }: Pick<Project, 'config' | 'filled'>): Record<string, string> {
  const told = leaves(config, []).map(([path, value]) => {
    const key = pathText(path);
    return [key, filled.has(key) ? `from outside #${fingerprint(key, value).slice(0, 4)}` : JSON.stringify(value)];
  });
  return Object.fromEntries(told);
}

function leaves(value: unknown, path: Path): [Path, unknown][] {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null) return [[path, value]];
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, one]) => leaves(one, [...path, key]));
}
