import { identifier, literal } from '../../src/engine/engine.js';
import { isDay } from '../../src/moment.js';
import { calendarYears } from '../../src/project/calendar-years.js';
import type { ValueType } from '../../src/project/entities.js';
import { type NumberFormat, parseNumberFormat } from '../../src/project/formats.js';
import type { Rule } from '../../src/project/schema.js';
import { tried } from './tried.js';
import { fractionDigits, isFloat, isNumeric, sqlType } from './value.js';

/** A rule as SQL: true in `failed` for a record that breaks it. */
export interface StagedRule {
  name: string;
  column?: string;
  kind: string;
  failed: string;
  message: string;
  action: Rule['action'];
  default?: Rule['default'];
  limit?: Rule['limit'];
  /** A condition over `_batch, _file, _row`: these records it no longer refuses. */
  waived?: string;
}

/** A mapped column as the rules see it: `name` holds the value, `text` what landed, of `landedType`. */
export interface RuledColumn {
  name: string;
  type: ValueType;
  text: string;
  landedType: string;
  required: boolean;
  readBy: string;
  /** The declared formats that texts are read by. */
  formats: string[];
}

/** The rules that every mapped column brings: it can be read, it is not missing where it must be, its year is sane. */
export function impliedRules(column: RuledColumn): StagedRule[] {
  const value = identifier(column.name);
  const rules: StagedRule[] = [];
  if (column.required) rules.push(implied('required', column, `${column.text} is null`, `${column.name} is missing`));
  if (column.type !== 'text' && column.type !== 'id') {
    const failed = `${column.text} is not null and ${value} is null`;
    rules.push(implied('type', column, failed, `${column.name} is not ${typeWords[column.type]}, ${column.readBy}`));
  }
  if (column.type === 'date' || column.type === 'timestamp') {
    const failed = `year(${value}) not between ${calendarYears.first} and ${calendarYears.last}`;
    rules.push(
      implied('year', column, failed, `${column.name} lies outside ${calendarYears.first} to ${calendarYears.last}`),
    );
  }
  const digits = fractionDigits[column.type];
  if (digits) rules.push(...roundedRule(column, digits));
  return rules;
}

/** A declared rule as SQL. `references` looks into the other entity's stage table, of the same system where numbers belong to it. */
export function declaredRule(rule: Rule, type: ValueType | undefined, readBy: string, referenced: string): StagedRule {
  const found = conditions(rule, type ?? 'text', readBy, referenced);
  const name = rule.name ?? [found.kind, rule.column].filter(Boolean).join('_');
  const { column, action, limit } = rule;
  return {
    name,
    kind: found.kind,
    column,
    action,
    limit,
    default: rule.default,
    failed: found.failed,
    message: found.message,
  };
}

const typeWords: Record<ValueType, string> = {
  text: 'text',
  id: 'an identifier',
  money: 'an amount',
  quantity: 'a quantity',
  decimal: 'a number',
  integer: 'a whole number',
  date: 'a date',
  timestamp: 'a time',
  boolean: 'true or false',
};

function implied(kind: string, column: RuledColumn, failed: string, message: string): StagedRule {
  return { name: `${kind}_${column.name}`, kind, column: column.name, failed, message, action: 'reject' };
}

/** Binary fractions are always rounded, so nothing is said of them. */
function roundedRule(column: RuledColumn, digits: number): StagedRule[] {
  const value = identifier(column.name);
  const rule = implied('rounded', column, '', `${column.name} was rounded to ${digits} decimals`);
  if (column.landedType !== 'VARCHAR') {
    if (!isNumeric(column.landedType) || isFloat(column.landedType)) return [];
    return [{ ...rule, failed: `${column.text} <> ${value}`, action: 'warn' }];
  }
  const formats = column.formats.map(format => parseNumberFormat(format));
  const points = [...new Set(formats.map(({ decimal }) => decimal))].join('');
  const failed = points
    ? hasMoreDecimals(withoutPoints(column.text, formats), value, digits, points)
    : isRounded(column.text, value, digits);
  return [{ ...rule, failed, action: 'warn' }];
}

/** A text without the words before numbers that have a point themselves, such as `kr.`: digits follow it. */
function withoutPoints(text: string, formats: NumberFormat[]): string {
  const words = new Set(formats.map(({ prefix }) => prefix).filter(prefix => /[.,]/.test(prefix)));
  return [...words].reduce((rest, word) => `replace(${rest}, ${literal(word)}, '')`, text);
}

/** Groups are of three digits, so that where more follow a character that stands before decimals in some format, they are decimals in any. */
function hasMoreDecimals(text: string, value: string, digits: number, points: string): string {
  const more = `regexp_like(${text}, '[${points}][0-9]{${digits}}[0-9]*[1-9]')`;
  return `${value} is not null and length(${text}) > ${digits + 1} and ${more}`;
}

/** A short text has so many decimals only by an exponent. The costly looks are kept to the few texts that may differ. */
function isRounded(text: string, value: string, digits: number): string {
  const hasExponent = `(${text} like '%e%' or ${text} like '%E%')`;
  const short = `length(${text}) <= ${digits + 1} then abs(${value}) < 0.01 and ${hasExponent}`;
  const long = `strpos(${text}, '.') > 0 and length(${text}) - strpos(${text}, '.') > ${digits} then true`;
  const mayDiffer = `case when ${short} when ${long} else ${hasExponent} end`;
  const differs = `try_cast(${text} as decimal(38, 20)) <> ${value} or (${value} = 0 and regexp_like(${text}, '^[^eE]*[1-9]'))`;
  const verdict = `case when ${hasExponent} then ${differs} else ${hasMoreDecimals(text, value, digits, '.')} end`;
  return `case when ${mayDiffer} then ${verdict} end`;
}

function conditions(rule: Rule, type: ValueType, readBy: string, referenced: string) {
  const value = identifier(rule.column ?? '');
  const name = rule.column ?? '';
  if (rule.sql !== undefined) return { kind: 'sql', failed: notTrue(rule.sql), message: `not true: ${rule.sql}` };
  if (rule.required) return { kind: 'required', failed: `${value} is null`, message: `${name} is missing` };
  if (rule.in) {
    const listed = rule.in.map(one => typedLiteral(one, type)).join(', ');
    return {
      kind: 'in',
      failed: `${value} not in (${listed})`,
      message: `${name} is not one of ${rule.in.join(', ')}`,
    };
  }
  if (rule.between) {
    const [from, to] = rule.between;
    const [first, last] = [typedLiteral(from, type), typedLiteral(to, type)];
    // Of times, the last day is included whole.
    const isDays = type === 'timestamp' && isDay(String(to));
    const failed = isDays
      ? `${value} < ${first} or ${value} >= date_add('day', 1, ${last})`
      : `${value} not between ${first} and ${last}`;
    return { kind: 'between', failed, message: `${name} is not between ${from} and ${to}` };
  }
  if (rule.matches !== undefined) {
    const failed = `not regexp_like(${value}, ${literal(rule.matches)})`;
    return { kind: 'matches', failed, message: `${name} does not match ${rule.matches}` };
  }
  if (rule.references)
    return {
      kind: 'references',
      // Not in an empty list is what is missing, too.
      failed: `${value} is not null and ${value} not in (${referenced})`,
      message: `${name} is no known ${rule.references}`,
    };
  const failed = `${identifier(`_text_${name}`)} is not null and ${value} is null`;
  return { kind: 'type', failed, message: `${name} is not ${typeWords[type]}, ${readBy}` };
}

/** What cannot be reckoned of one record fails it and not the run. */
function notTrue(sql: string): string {
  const failed = `not (${sql}\n)`;
  const judged = tried(failed);
  return judged === undefined ? failed : `coalesce(${judged}, true)`;
}

/** A constant of the project file in the type of the column that it is compared with. */
export function typedLiteral(value: string | number | boolean, type: ValueType): string {
  return `cast(${literal(String(value))} as ${sqlType[type]})`;
}
