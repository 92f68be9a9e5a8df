import type { TableSource } from '../../plan/column-lineage/table-source.js';
import { stepsUp } from '../../plan/column-way.js';
import { type EntityName, entities, entityColumns, type PersonalClass } from '../../project/entities.js';
import type { ProjectFile } from '../../project/schema.js';

/** Whether the readers of reports may see the values of a column; else the class that keeps them from it. */
export type Audience = (table: string, column: string) => PersonalClass | undefined;

/** Follows columns to those of the entities that their values come from, and holds those against `report.audience`. */
export function audienceOf(config: ProjectFile, sources: ReadonlyMap<string, TableSource>): Audience {
  return (table, column) => {
    const steps = stepsUp(sources, table, column);
    return steps.map(step => withheld(config, step.table, step.column)).find(Boolean);
  };
}

/** The class of a column of an entity; of a customer, one that says nothing is taken for sensitive. */
export function classOf(config: ProjectFile, entity: EntityName, column: string): PersonalClass {
  const declared = (config.entities[entity] ?? []).map(mapping => mapping.columns[column]?.personal).find(Boolean);
  const known = entityColumns(entity)[column];
  return declared ?? known?.personal ?? (known || entity !== 'customer' ? 'none' : 'sensitive');
}

function withheld(config: ProjectFile, table: string, column: string): PersonalClass | undefined {
  const entity = table.replace(/^stage\./, '');
  if (entity === table || !(entity in entities) || column.startsWith('_') || column === '#') return undefined;
  const found = classOf(config, entity as EntityName, column);
  return found === 'none' || config.report.audience.includes(found) ? undefined : found;
}
