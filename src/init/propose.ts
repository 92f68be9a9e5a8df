import { identifier } from '../engine/engine.js';
import { nearest } from '../nearest.js';
import { isVersionColumn } from '../project/attribute-name.js';
import {
  type DimensionName,
  type EntityName,
  entityColumns,
  isDimension,
  type ValueType,
} from '../project/entities.js';
import { textsIn } from './column-texts.js';
import { entityFields } from './entity-fields.js';
import type { Group, GroupColumn } from './groups.js';
import { freeName, nameFrom } from './spelling.js';

/** Where a column of an entity comes from, and what is to be looked at by a person. */
export interface ProposedColumn {
  name: string;
  from?: string;
  /** The reference that a person fills, where no column was recognised. */
  blank?: string;
  /** What every record is, where its file tells of nothing else. */
  default?: string;
  derive?: 'customer_day';
  formats?: string;
  /** Whether what `from` says is in hundredths. */
  isMinor?: true;
  personal?: 'contact' | 'none';
  checks: string[];
}

/** One source read as one entity. */
export interface Proposal {
  entity: EntityName;
  source: string;
  where?: string;
  /** The reference that a person fills, where only somebody knows which records are sales. */
  whereAsked?: string;
  /** The reference that a person fills, where files tell orders again. */
  toldAgain?: string;
  /** Of order lines: whether headers tell of their orders. */
  hasHead?: true;
  columns: ProposedColumn[];
  checks: string[];
  /** Of what order lines say of their customers, products or stores. */
  isEmbedded?: true;
}

const hundredths = 'taken for whole numbers of hundredths, such as cents: e-2 behind them divides by 100';
const byTheMonth = 'what it comes to by the month is expected: the twelfth part where it is of a year';

/** The mapping of a group as an entity by the words of its header; the rest of a dimension's columns are attributes. */
export function propose(group: Group, entity: EntityName): Proposal {
  const used = new Set<GroupColumn>();
  const columns: ProposedColumn[] = [];
  for (const [name, fields] of Object.entries(entityFields[entity] ?? {})) {
    const column = fields
      .flatMap(field => group.columns.filter(one => one.field === field && one.filled > 0))
      .find(one => !used.has(one));
    if (!column) continue;
    const type = entityColumns(entity)[name]?.type ?? 'text';
    const found = read(column, name, type);
    if (!found) continue;
    used.add(column);
    const isDoubtful = name === 'monthly_amount' && column.field !== name;
    columns.push(isDoubtful ? byMonth(found, column) : found);
  }
  const named = entity === 'customer' ? withFullName(columns, group) : columns;
  const others = isDimension(entity) ? attributes(group, entity, used) : [];
  const where = group.only === undefined ? {} : { where: group.only };
  return { entity, source: group.name, ...where, columns: [...named, ...others], checks: [] };
}

/** The twelfth part of what is of a year by its header, and written plainly; else it is to be looked at. */
function byMonth(found: ProposedColumn, { field, name, number }: GroupColumn): ProposedColumn {
  const isYearly = field === 'yearly_amount' && !number?.format && !found.isMinor;
  if (!isYearly) return { ...found, checks: [...found.checks, byTheMonth] };
  const from = `try_cast(${identifier(name)} as decimal(18, 4)) / 12`;
  return { ...found, from, checks: [...found.checks, 'the twelfth part of what is of a year by its header'] };
}

/** Of a customer whose file has it in two columns; beside a first name, a name alone is the last one, unless it has the first in it. */
function withFullName(columns: ProposedColumn[], { files }: Group): ProposedColumn[] {
  const of = (name: string) => columns.find(column => column.name === name);
  const [whole, first, last] = ['name', 'first_name', 'last_name'].map(of);
  const second = last ?? whole;
  if (!first?.from || !second?.from || (whole && last)) return columns;
  const firsts = textsIn(files, first.from);
  const isInIt = (text: string | null, at: number) => firsts[at] && text?.includes(firsts[at]);
  if (whole && textsIn(files, second.from).some(isInIt)) return columns;
  const parts = [first.from, second.from].map(part => identifier(part));
  const full = { name: 'name', from: `concat_ws(' ', ${parts.join(', ')})`, checks: [] };
  return columns.flatMap(column => {
    if (column === whole) return [full, { ...column, name: 'last_name' }];
    return column === first && !whole ? [full, column] : [column];
  });
}

/** Undefined where its values are not of the type. */
export function read(column: GroupColumn, name: string, type: ValueType): ProposedColumn | undefined {
  const proposed: ProposedColumn = { name, from: column.name, checks: [] };
  if (type === 'id' && column.isOfSeveral) return firstOf(proposed, column);
  if (type === 'id') return column.hasSheetNumbers ? { ...proposed, formats: '17850.0' } : proposed;
  // A code is one in any case, the rates and the reporting currency have it in capitals.
  const isSmall = name === 'currency' && column.samples.some(text => text !== text.toUpperCase());
  if (type === 'text') return isSmall ? { ...proposed, from: `upper(${identifier(column.name)})` } : proposed;
  if (type === 'date' || type === 'timestamp') return column.date && dated(proposed, column);
  if (!column.number) return undefined;
  if (type === 'integer') return column.number.integers ? proposed : undefined;
  return column.isMinor ? { ...proposed, isMinor: true, checks: [hundredths] } : numbered(proposed, column.number);
}

function firstOf(proposed: ProposedColumn, { name }: GroupColumn): ProposedColumn {
  const from = `trim(split_part(${identifier(name)}, ';', 1))`;
  return { ...proposed, from, checks: ['where a record names several, the first is taken'] };
}

function dated(proposed: ProposedColumn, { date, name }: Pick<GroupColumn, 'date' | 'name'>): ProposedColumn {
  if (date?.counted) {
    const from = `to_timestamp(try_cast(${identifier(name)} as double)${date.counted === 'seconds' ? '' : ' / 1000'})`;
    return { ...proposed, from, checks: [`taken for ${date.counted} since 1970`] };
  }
  if (date?.zone) {
    const from = `regexp_replace(${identifier(name)}, '${date.zone}', '')`;
    const { zone: _, ...bare } = date;
    return dated({ ...proposed, from }, { name, date: bare });
  }
  if (!date?.format) return proposed;
  if (!date.rival) return { ...proposed, formats: date.format };
  const blank = `\${${attributeName(name)}_format}`;
  const check = `every value is a date both as ${date.format} and as ${date.rival}: write the right one in place of ${blank}`;
  return { ...proposed, formats: blank, checks: [check] };
}

function numbered(proposed: ProposedColumn, number: NonNullable<GroupColumn['number']>): ProposedColumn {
  const formats = number.format && { formats: number.format };
  const check = `read ${number.format ? `as ${number.format}` : 'plainly'}; as ${number.rival} every value would be another number`;
  return { ...proposed, ...formats, checks: number.rival ? [check] : [] };
}

/** What else the file says of a member, under names of its own. */
function attributes(group: Group, entity: DimensionName, used: Set<GroupColumn>): ProposedColumn[] {
  const known = Object.keys(entityColumns(entity));
  const taken = new Set<string>();
  const isTaken = (name: string) => known.includes(name) || taken.has(name) || isVersionColumn(entity, name);
  return group.columns.flatMap(column => {
    if (used.has(column) || column.filled === 0) return [];
    const own = freeName(attributeName(column.name), isTaken);
    const near = /\d$/.test(own) ? undefined : nearest(own, known, 1);
    const name = near ? freeName(`${own}_2`, isTaken) : own;
    taken.add(name);
    const isPersonal = column.looks === 'email' || column.looks === 'phone';
    const checks = [
      ...(near ? [`not read as ${near}: if it is that, name it so`] : []),
      ...(isPersonal
        ? [`its values look like ${column.looks === 'email' ? 'e-mail addresses' : 'phone numbers'}`]
        : []),
    ];
    return [{ name, from: column.name, ...(isPersonal && { personal: 'contact' as const }), checks }];
  });
}

const attributeName = (name: string) => nameFrom(name.replace(/(\p{Ll})(\p{Lu})/gu, '$1_$2')) || 'attribute';
