import type { Model } from '../../models/model.js';
import type { Finding } from '../project/finding.js';
import type { Project } from '../project/load.js';
import type { Path } from '../project/path.js';
import type { ColumnFault } from './training-table.js';

/** Refuses columns that the section of a model names, all at once: a ProjectError with the places of the project file where they stand. */
export function refuseColumns(project: Pick<Project, 'config' | 'fail'>, { name }: Model) {
  const section = (project.config as Record<string, unknown>)[name];
  return (faults: ColumnFault[]): never =>
    project.fail(
      faults.flatMap(fault => placesOf(section, fault.column, [name]).map(place => findingOf(fault, place))),
    );
}

function findingOf({ column, message, hint, nearest }: ColumnFault, place: Place): Finding {
  return { ...place, message: `${message}; ${hint}`, found: column, ...(nearest !== undefined && { nearest }) };
}

type Place = Pick<Finding, 'path' | 'at'>;

/** Where a name stands in a section, as a value or as a key; names of stages and words are none of columns. */
function placesOf(value: unknown, wanted: string, path: Path): Place[] {
  if (value === wanted) return [{ path }];
  if (typeof value !== 'object' || value === null) return [];
  const keyed = Array.isArray(value) ? value.entries() : Object.entries(value);
  return [...keyed].flatMap(([key, inner]) => {
    if (key === 'name' || key === 'is') return [];
    const here = [...path, key];
    return key === wanted ? [{ path: here, at: 'key' as const }] : placesOf(inner, wanted, here);
  });
}
