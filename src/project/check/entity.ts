import { isDeepStrictEqual } from 'node:util';
import { nearest, suggestion } from '../../nearest.js';
import { isVersionColumn } from '../attribute-name.js';
import { type EntityName, entityColumns, isDimension, isRequired } from '../entities.js';
import type { Finding } from '../finding.js';
import { type Path, pathText } from '../path.js';
import type { Mapping, ProjectFile } from '../schema.js';
import { checkColumn } from './column.js';
import { checkRules } from './rule.js';
import { checkSourceName } from './source.js';
import { checkToldAgain } from './told-again.js';

/** Whether the mappings of an entity name what exists, map what is required and can be read. */
export function checkEntity(config: ProjectFile, entity: EntityName): Finding[] {
  const mappings = config.entities[entity] ?? [];
  const findings = mappings.flatMap((mapping, index) => {
    const path = ['entities', entity, index];
    return [
      ...checkSourceName(config, mapping.source, [...path, 'source']),
      ...checkNames(entity, mapping, [...path, 'columns']),
      ...checkRequired(config, entity, mapping, [...path, 'columns']),
      ...Object.keys(mapping.columns).flatMap(name =>
        checkColumn(config, entity, mapping, name, [...path, 'columns', name]),
      ),
      ...checkRules(config, entity, mapping, [...path, 'rules']),
      ...checkCopy(mappings, index, path),
    ];
  });
  return [...findings, ...checkToldAgain(config, entity)];
}

/** Mappings may read one source, but not all the same: every record would count twice. */
function checkCopy(mappings: Mapping[], index: number, path: Path): Finding[] {
  const first = mappings.findIndex(one => isDeepStrictEqual(one, mappings[index]));
  const message = `says what ${pathText([...path.slice(0, -1), first])} says, so every record would count twice`;
  return first < index ? [{ path, message }] : [];
}

function checkNames(entity: EntityName, mapping: Mapping, path: Path): Finding[] {
  const known = entityColumns(entity);
  return Object.keys(mapping.columns).flatMap(name => {
    if (Object.hasOwn(known, name)) return [];
    const near = misspelt(entity, mapping, name);
    const at = { path: [...path, name], at: 'key' as const, found: name, nearest: near };
    if (!isDimension(entity)) {
      const help = near === undefined ? `; known are ${Object.keys(known).join(', ')}` : suggestion(near);
      return [{ ...at, message: `${entity} has no column "${name}"${help}` }];
    }
    if (isVersionColumn(entity, name))
      return [{ ...at, message: `${entity} has a column "${name}" of its own; give the attribute another name` }];
    if (near !== undefined)
      return [{ ...at, message: `"${name}" would be an attribute of its own${suggestion(near)}` }];
    if (/^[a-z][a-z0-9_]*$/.test(name)) return [];
    return [
      {
        ...at,
        message: `found "${name}" as a name, expected lower case letters, digits and _, starting with a letter`,
      },
    ];
  });
}

/** The entity's column that a name was meant for. Where attributes are allowed only a slip counts: one letter, and not a number put behind. */
function misspelt(entity: EntityName, { columns }: Mapping, name: string): string | undefined {
  const free = Object.keys(entityColumns(entity)).filter(one => !Object.hasOwn(columns, one));
  if (!isDimension(entity)) return nearest(name, free);
  return /\d$/.test(name) ? undefined : nearest(name, free, 1);
}

function checkRequired(config: ProjectFile, entity: EntityName, mapping: Mapping, path: Path): Finding[] {
  const others = Object.keys(mapping.columns).filter(name => !Object.hasOwn(entityColumns(entity), name));
  const meant = others.map(name => misspelt(entity, mapping, name));
  const has = (name: string) => Object.hasOwn(mapping.columns, name) || meant.includes(name);
  const missing = (name: string, message: string): Finding => {
    return { path: [...path, name], at: 'missing', about: [...path, name], message };
  };
  const required = Object.keys(entityColumns(entity)).filter(name => isRequired(config, entity, mapping, name));
  const other = (name: string) => (entity === 'order_line' ? (derivable[name] ?? '') : '');
  const findings = required
    .filter(name => !has(name))
    .map(name => missing(name, `missing; ${entity} needs it${other(name)}`));
  if (entity !== 'order_line' || has('net_amount') || (has('quantity') && has('unit_price'))) return findings;
  return [...findings, missing('net_amount', 'missing; order_line needs it, or quantity and unit_price')];
}

const derivable: Record<string, string> = {
  order_id: ', or order_id: { derive: customer_day }',
  ordered_at: ', or the headers of its orders (order_header) of the same system',
};
