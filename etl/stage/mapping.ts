import { identifier, literal } from '../../src/engine/engine.js';
import type { ValueType } from '../../src/project/entities.js';
import type { Mapping } from '../../src/project/schema.js';
import { type StagedRule, typedLiteral } from './rule.js';
import { originOf, textNames, textsSelect } from './texts.js';
import { readText, readTyped, sqlType } from './value.js';
import { verdicts } from './waiver.js';

/** One column of an entity as one mapping fills it. */
export interface StagedColumn {
  name: string;
  type: ValueType;
  /** An expression over the landed columns; none where the mapping leaves the column null. */
  from?: string;
  /** The engine's type of that expression; anything but varchar is cast, not parsed. */
  landedType: string;
  formats: string[];
  nullWords: string[];
  /** Whether an empty text is a value: of plain texts, not of numbers, dates, identifiers and codes. */
  keepsEmpty: boolean;
  default?: string | number | boolean;
  derive?: 'customer_day';
}

/** A mapping made ready: names resolved, types known, rules as SQL. */
export interface StagedMapping {
  entity: string;
  /** Tells two mappings of one source into one entity apart. */
  ordinal: number;
  source: string;
  system: string;
  timeZone: string;
  where?: string;
  dropsRepeats: boolean;
  /** Whether landed records say in `_op` what has become of them since the extract before. */
  isComplete?: boolean;
  /** What a later file of the source does that tells an order again. */
  toldAgain: Mapping['told_again'];
  /** The landed tables whose every record its expressions may look at. */
  queried: string[];
  columns: StagedColumn[];
  rules: StagedRule[];
}

/**
 * The records that a mapping judges: of the columns `names`, `_flags` among them, those it maps, where each came from, whether the rules refuse
 * it, and of a refused one every rule it broke.
 */
export function judgedRecords(mapping: StagedMapping, names: string[]): string {
  const columns = mapping.columns
    .filter(column => names.includes(column.name))
    .map(column => `${finalValue(mapping, column)} as ${identifier(column.name)}`);
  const origin = [`${mapping.ordinal} as _mapping`, '_batch', '_file', '_row'];
  const flagged = names.includes('_flags') ? [`${flags(mapping)} as _flags`] : [];
  const refusal = [`${refused(mapping)} as _is_refused`, `${failures(mapping)} as _failures`];
  return `select
  ${[...columns, ...origin, ...flagged, ...refusal].join(',\n  ')}
from (${judgedSelect(mapping)}) as judged`;
}

/** Whether the mapping gives a column any value. */
export function fills(column: StagedColumn): boolean {
  return column.from !== undefined || column.default !== undefined || column.derive !== undefined;
}

/** Whether a later file takes the place of what earlier ones told. */
export function replaces({ toldAgain }: StagedMapping): boolean {
  return toldAgain !== 'add';
}

function judgedSelect(mapping: StagedMapping): string {
  const rules = verdicts(mapping.rules).map(verdict => `,\n  ${verdict}`);
  return `select *${rules.join('')} from (${valuesSelect(mapping)}) as read`;
}

function valuesSelect(mapping: StagedMapping): string {
  const columns = mapping.columns.flatMap(column => {
    const { text } = textNames(column);
    const isJudged = mapping.rules.some(rule => rule.column === column.name);
    const value = `${readColumn(column, mapping.timeZone)} as ${identifier(column.name)}`;
    if (column.from) return [value, text];
    return isJudged ? [value, `cast(null as varchar) as ${text}`] : [value];
  });
  const given = mapping.columns.filter(column => column.from);
  return `select ${originOf(mapping).join(', ')}, ${columns.join(',\n  ')} from (${textsSelect(mapping, given)}) as texts`;
}

function readColumn(column: StagedColumn, timeZone: string): string {
  if (!column.from)
    return column.default === undefined
      ? `cast(null as ${sqlType[column.type]})`
      : typedLiteral(column.default, column.type);
  const { text } = textNames(column);
  const value =
    column.landedType === 'VARCHAR'
      ? readLanded(column, timeZone)
      : readTyped(text, column.landedType, column.type, { formats: column.formats, timeZone });
  if (column.default === undefined) return value;
  return `case when ${text} is null then ${typedLiteral(column.default, column.type)} else ${value} end`;
}

/** The engine reads a column as it landed faster than one that it has computed: each of its different texts once. */
function readLanded(column: StagedColumn, timeZone: string): string {
  const { landed, text } = textNames(column);
  const value = readText(landed, column.type, column.formats, timeZone);
  if (value === landed) return text;
  const isNullOnly = column.type !== 'id' && column.nullWords.length === 0;
  return isNullOnly ? value : `case when ${text} is not null then ${value} end`;
}

/** The first rule that failed has its way, but for `required`, which is asked when the others have had theirs. */
function finalValue(mapping: StagedMapping, column: StagedColumn): string {
  if (column.derive) return customerDay(mapping);
  const value = identifier(column.name);
  const mending = mapping.rules
    .map((rule, index) => ({ ...rule, verdict: `_f${index}` }))
    .filter(({ column: of, action }) => of === column.name && (action === 'null' || action === 'default'))
    .sort((one, other) => Number(other.kind === 'required') - Number(one.kind === 'required'));
  const mended = mending.map(
    ({ verdict, action, default: put }) =>
      `when ${verdict} then ${action === 'null' ? 'null' : typedLiteral(put ?? '', column.type)}`,
  );
  return mended.length > 0 ? `case ${mended.join(' ')} else ${value} end` : value;
}

/** One order per customer and day; a record without either stands alone. */
function customerDay(mapping: StagedMapping): string {
  const [who, when] = ['customer_id', 'ordered_at'].map(name =>
    finalValue(mapping, mapping.columns.find(column => column.name === name) as StagedColumn),
  );
  const day = `cast(cast(${when} as date) as varchar)`;
  return `case when ${who} is null then concat(_file, '#', cast(_row as varchar)) else concat(${who}, '/', ${day}) end`;
}

function flags(mapping: StagedMapping): string {
  const soft = mapping.rules.flatMap(({ name, action, waived }, index) => {
    if (action !== 'reject') return [{ verdict: `_f${index}`, flag: name }];
    return waived ? [{ verdict: `_w${index}`, flag: `waived_${name}` }] : [];
  });
  if (soft.length === 0) return 'cast(null as varchar)';
  const any = soft.map(({ verdict }) => verdict).join(' or ');
  const named = soft.map(({ verdict, flag }) => `case when ${verdict} then ${literal(flag)} end`);
  return `case when ${any} then concat_ws(',', ${named.join(', ')}) end`;
}

/** Whether a mapping has a rule that refuses records. */
export function rejects({ rules }: StagedMapping): boolean {
  return rules.some(({ action }) => action === 'reject');
}

function refused(mapping: StagedMapping): string {
  return (
    mapping.rules.flatMap((rule, index) => (rule.action === 'reject' ? [`_f${index}`] : [])).join(' or ') || 'false'
  );
}

function textOf(rule: StagedRule): string {
  return rule.column ? `cast(${identifier(`_text_${rule.column}`)} as varchar)` : 'cast(null as varchar)';
}

/** Each with the rule, its column, what landed there, the message and what the rule does. */
function failures(mapping: StagedMapping): string {
  const keys = "array['rule', 'column', 'value', 'message', 'action']";
  if (!rejects(mapping)) return `case when false then array[map(${keys}, ${keys})] end`;
  const each = mapping.rules.map((rule, index) => {
    const values = [
      literal(rule.name),
      rule.column ? literal(rule.column) : 'cast(null as varchar)',
      textOf(rule),
      literal(rule.message),
      literal(rule.action),
    ];
    return `case when _f${index} then map(${keys}, array[${values.join(', ')}]) end`;
  });
  return `case when ${refused(mapping)} then filter(array[${each.join(', ')}], x -> x is not null) end`;
}
