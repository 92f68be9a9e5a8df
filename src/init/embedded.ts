import { identifier } from '../engine/engine.js';
import type { EntityName } from '../project/entities.js';
import { entityFields } from './entity-fields.js';
import type { Group } from './groups.js';
import { type Proposal, read } from './propose.js';

/** What only order lines tell of customers, products and stores; the latest counts. */
export function embedded(
  group: Group,
  line: Proposal,
  entity: EntityName & ('customer' | 'product' | 'store'),
): Proposal | undefined {
  const key = line.columns.find(column => column.name === `${entity}_id`);
  const when = line.columns.find(column => column.name === 'ordered_at');
  if (!key?.from || key.from.startsWith('(') || !when?.from || when.from.startsWith('(')) return undefined;
  const isBetween = group.columns.some(({ field }) => field === 'to_email');
  const told = Object.entries(entityFields[entity] ?? {}).flatMap(([name, fields]) => {
    if (name === 'email' && isBetween) return [];
    const own = name === 'name' && entity === 'product' ? [...fields] : fields.filter(field => field !== 'name');
    const column = group.columns.find(one => own.includes(one.field ?? '') && one.filled > 0 && one.name !== key.from);
    const found = column && mayTell(entity, name) && read(column, name, 'text');
    return found ? [found] : [];
  });
  if (told.length === 0) return undefined;
  const columns = [{ ...key, checks: [] }, ...told, { ...when, name: 'updated_at', checks: [] }];
  const own = group.columns.find(column => column.name === key.from);
  const isPartly = !own || own.filled < group.records;
  const checks = [`no file of ${entity}s was found: this is what the order lines say of them`];
  return {
    entity,
    source: group.name,
    ...(isPartly && { where: `${own ? identifier(key.from) : key.from} is not null` }),
    columns,
    checks,
    isEmbedded: true,
  };
}

/** Price and place of a line need not be those of its product and store. */
function mayTell(entity: string, name: string): boolean {
  if (entity === 'product') return ['name', 'brand', 'category', 'subcategory'].includes(name);
  if (entity === 'store') return name === 'name';
  return [
    'name',
    'first_name',
    'last_name',
    'email',
    'phone',
    'street',
    'postcode',
    'city',
    'region',
    'country',
    'gender',
  ].includes(name);
}
