import { messageOf } from '../../errors.js';
import { nearest, suggestion } from '../../nearest.js';
import { type EntityName, entityColumns, type ValueType } from '../entities.js';
import type { Finding } from '../finding.js';
import { parseDateFormat, parseNumberFormat } from '../formats.js';
import type { ColumnMapping } from '../mapping-schema.js';
import type { Path } from '../path.js';
import type { Mapping, ProjectFile } from '../schema.js';
import { constantFault } from './constant.js';
import { declaredColumns } from './source.js';

/** Whether a mapped column says where its value comes from and how it is read. */
export function checkColumn(
  config: ProjectFile,
  entity: EntityName,
  mapping: Mapping,
  name: string,
  path: Path,
): Finding[] {
  const column = mapping.columns[name] as ColumnMapping;
  const type = columnType(entity, mapping, name);
  return [
    ...checkOrigin(column, path),
    ...checkDerived(entity, mapping, name, path),
    ...checkFrom(config, mapping, column, path),
    ...checkType(config, entity, name, column, path),
    ...checkPersonal(config, entity, name, column, path),
    ...(column.formats ?? []).flatMap((format, index) => checkFormat(format, type, [...path, 'formats', index])),
    ...checkDefault(column.default, type, [...path, 'default']),
  ];
}

/** What the values of a mapped column are: the entity's type, or that of the attribute. */
export function columnType(entity: EntityName, mapping: Mapping, name: string): ValueType {
  return mapping.columns[name]?.type ?? entityColumns(entity)[name]?.type ?? 'text';
}

function checkOrigin(column: ColumnMapping, path: Path): Finding[] {
  if (column.from !== undefined || column.derive !== undefined || column.default !== undefined) return [];
  return [{ path, message: 'it has no value; say from (or default, for the same value everywhere)' }];
}

function checkDerived(entity: EntityName, { columns }: Mapping, name: string, path: Path): Finding[] {
  const { derive, from } = columns[name] as ColumnMapping;
  if (derive === undefined) return [];
  const at = [...path, 'derive'];
  if (entity !== 'order_line' || name !== 'order_id')
    return [{ path: at, message: 'only order_id of order_line is derived' }];
  if (from !== undefined)
    return [{ path: at, message: 'from already says where the value comes from; keep one of them' }];
  if (Object.hasOwn(columns, 'customer_id')) return [];
  const about = [...path.slice(0, -1), 'customer_id'];
  return [{ path: at, about, message: 'customer_day needs customer_id, which is not mapped' }];
}

/** Where the project file itself names the landed columns, a bare word must be one of them. */
function checkFrom(config: ProjectFile, mapping: Mapping, { from }: ColumnMapping, path: Path): Finding[] {
  const source = Object.hasOwn(config.sources, mapping.source) ? config.sources[mapping.source] : undefined;
  const landed = source && declaredColumns(source);
  if (!landed || from === undefined || !/^[A-Za-z_]\w*$/.test(from)) return [];
  const known = [...landed, ...ours];
  if ([...known, ...constants].some(one => one.toLowerCase() === from.toLowerCase())) return [];
  const near = nearest(from, known);
  const help = near === undefined ? `; known are ${known.join(', ')}` : suggestion(near);
  const message = `the source ${mapping.source} has no column "${from}"${help}`;
  return [{ path: [...path, 'from'], found: from, nearest: near, about: ['sources', mapping.source], message }];
}

const ours = ['_file', '_row', '_batch', '_source'];
const constants = ['null', 'true', 'false', 'current_date', 'current_timestamp'];

function checkType(
  config: ProjectFile,
  entity: EntityName,
  name: string,
  { type }: ColumnMapping,
  path: Path,
): Finding[] {
  if (type === undefined) return [];
  const at = { path: [...path, 'type'], found: type };
  const fixed = entityColumns(entity)[name]?.type;
  const texts = ['text', 'id'];
  if (fixed !== undefined && fixed !== type && !(texts.includes(fixed) && texts.includes(type))) {
    return [
      { ...at, nearest: fixed, message: `found ${type}, but ${name} of ${entity} is always ${fixed}; leave it out` },
    ];
  }
  const others = (config.entities[entity] ?? []).flatMap(mapping => mapping.columns[name]?.type ?? []);
  const first = others[0];
  if (fixed !== undefined || first === undefined || first === type) return [];
  return [{ ...at, nearest: first, message: `found ${type}, but another mapping has ${name} as ${first}` }];
}

/** One column has one class: if the first mapping's held, what another calls personal would be shown. */
function checkPersonal(
  config: ProjectFile,
  entity: EntityName,
  name: string,
  { personal }: ColumnMapping,
  path: Path,
): Finding[] {
  const first = (config.entities[entity] ?? []).flatMap(mapping => mapping.columns[name]?.personal ?? [])[0];
  if (personal === undefined || first === undefined || first === personal) return [];
  const message = `found ${personal}, but another mapping has ${name} as ${first}`;
  return [{ path: [...path, 'personal'], found: personal, nearest: first, message }];
}

function checkFormat(format: string, type: ValueType, path: Path): Finding[] {
  const fault = formatFault(format, type);
  return fault === undefined ? [] : [{ path, found: format, message: fault }];
}

function formatFault(format: string, type: ValueType): string | undefined {
  if (type === 'text' || type === 'boolean') return `a ${type} is not read by a format; leave it out`;
  if (type === 'id')
    return /^\d+\.0+$/.test(format) ? undefined : `found "${format}", expected 17850.0, the one format of an id`;
  try {
    if (type === 'date' || type === 'timestamp') parseDateFormat(format);
    else parseNumberFormat(format);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

function checkDefault(value: ColumnMapping['default'], type: ValueType, path: Path): Finding[] {
  const fault = value === undefined ? undefined : constantFault(value, type);
  return fault === undefined ? [] : [{ path, found: String(value), message: fault }];
}
