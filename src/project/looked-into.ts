import type { EntityName } from './entities.js';
import type { ProjectFile } from './schema.js';

/** The entities that the rules of an entity look into, each after those that it looks into itself. Where they come round, it is one of them. */
export function lookedInto({ entities }: Pick<ProjectFile, 'entities'>, entity: EntityName): EntityName[] {
  const found: EntityName[] = [];
  const seen = new Set<EntityName>();
  const visit = (name: EntityName): void => {
    const rules = (entities[name] ?? []).flatMap(mapping => mapping.rules);
    for (const { references } of rules) {
      if (references === undefined || seen.has(references)) continue;
      seen.add(references);
      visit(references);
      found.push(references);
    }
  };
  visit(entity);
  return found;
}
