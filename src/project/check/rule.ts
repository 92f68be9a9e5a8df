import { nearest, suggestion } from '../../nearest.js';
import { type EntityName, numberOf } from '../entities.js';
import type { Finding } from '../finding.js';
import { lookedInto } from '../looked-into.js';
import type { Path } from '../path.js';
import { patternFault } from '../pattern.js';
import type { Mapping, ProjectFile, Rule } from '../schema.js';
import { columnType } from './column.js';
import { constantFault } from './constant.js';

const kinds = ['required', 'type', 'in', 'between', 'matches', 'references', 'sql'] as const;

/** Whether each rule says one thing, about a mapped column, that can hold for its type. */
export function checkRules(config: ProjectFile, entity: EntityName, mapping: Mapping, path: Path): Finding[] {
  return mapping.rules.flatMap((rule, index) => {
    const at = [...path, index];
    return [
      ...checkShape(rule, at),
      ...checkRuleColumn(mapping, rule, at),
      ...checkValues(entity, mapping, rule, at),
      ...checkText(entity, mapping, rule, at),
      ...checkReference(config, entity, rule, at),
      ...checkRuleName(mapping, index, at),
    ];
  });
}

function checkShape(rule: Rule, path: Path): Finding[] {
  const said = kinds.filter(kind => rule[kind] !== undefined);
  const findings: Finding[] = [];
  if (said.length !== 1) {
    const message = `a rule says one of ${kinds.join(', ')}; found ${said.join(' and ') || 'none'}`;
    findings.push({ path, message });
  }
  const takesColumn = rule.action === 'null' || rule.action === 'default';
  if (rule.column === undefined && (rule.sql === undefined || takesColumn)) {
    const why = rule.sql === undefined ? 'a rule judges a column' : `the action ${rule.action} changes a column`;
    findings.push({ path: [...path, 'column'], at: 'missing', message: `missing; ${why}` });
  }
  if (rule.action === 'default' && rule.default === undefined) {
    findings.push({ path: [...path, 'default'], at: 'missing', message: 'missing; the action default puts it' });
  }
  if (rule.action !== 'default' && rule.default !== undefined) {
    findings.push({
      path: [...path, 'default'],
      message: `the action is ${rule.action}; say action: default, or leave it out`,
    });
  }
  return findings;
}

function checkRuleColumn({ columns }: Mapping, { column }: Rule, path: Path): Finding[] {
  if (column === undefined || Object.hasOwn(columns, column)) return [];
  const near = nearest(column, Object.keys(columns));
  const help = near === undefined ? `; mapped are ${Object.keys(columns).join(', ')}` : suggestion(near);
  const about = [...path.slice(0, -2), 'columns', column];
  const message = `the column "${column}" is not mapped${help}`;
  return [{ path: [...path, 'column'], found: column, nearest: near, about, message }];
}

function checkValues(entity: EntityName, mapping: Mapping, rule: Rule, path: Path): Finding[] {
  const judge = (key: string, value: string | number | boolean | undefined, more: Path = []): Finding[] => {
    if (value === undefined || rule.column === undefined || !Object.hasOwn(mapping.columns, rule.column)) return [];
    const fault = constantFault(value, columnType(entity, mapping, rule.column));
    return fault === undefined ? [] : [{ path: [...path, key, ...more], found: String(value), message: fault }];
  };
  return [
    ...(rule.in ?? []).flatMap((value, index) => judge('in', value, [index])),
    ...(rule.between ?? []).flatMap((value, index) => judge('between', value, [index])),
    ...judge('default', rule.default),
    ...checkOrder(rule.between, [...path, 'between']),
    ...checkMatches(rule.matches, [...path, 'matches']),
  ];
}

function checkOrder(between: Rule['between'], path: Path): Finding[] {
  const [from, to] = between ?? [];
  if (from === undefined || to === undefined || typeof from !== typeof to || from <= to) return [];
  return [{ path, message: `nothing lies between ${from} and ${to}; change them over` }];
}

/** Texts are looked into and looked up as they landed; a number or a time has no one way of being written. */
function checkText(entity: EntityName, mapping: Mapping, rule: Rule, path: Path): Finding[] {
  if (rule.column === undefined || !Object.hasOwn(mapping.columns, rule.column)) return [];
  const type = columnType(entity, mapping, rule.column);
  const kind = (['matches', 'references'] as const).find(one => rule[one] !== undefined);
  if (kind === undefined || type === 'text' || type === 'id') return [];
  return [{ path: [...path, kind], message: `${kind} judges a text or an id; ${rule.column} is read as ${type}` }];
}

/** The engine also reads flags in front, such as (?i), which Node does not know. */
function checkMatches(pattern: string | undefined, path: Path): Finding[] {
  const fault = pattern === undefined ? undefined : patternFault(pattern.replace(/^\(\?[ims]+\)/, ''));
  return fault === undefined ? [] : [{ path, found: pattern, message: `found "${pattern}": ${fault}` }];
}

function checkReference(config: ProjectFile, entity: EntityName, { references }: Rule, path: Path): Finding[] {
  if (references === undefined) return [];
  const wrong = (message: string, about?: Path): Finding[] => [
    { path: [...path, 'references'], found: references, about, message },
  ];
  if (config.entities[references] === undefined)
    return wrong(`${references} is not mapped, so every value would fail; map it under entities`, [
      'entities',
      references,
    ]);
  if (numberOf(references) === undefined) return wrong(`${references} has no ${references}_id that a value could be`);
  if (references === entity) return wrong(`a rule of ${entity} cannot look into ${entity} itself`);
  return lookedInto(config, references).includes(entity)
    ? wrong(`the rules of ${references} look into ${entity} in turn, so neither can be read first`)
    : [];
}

function checkRuleName({ rules }: Mapping, index: number, path: Path): Finding[] {
  const { name } = rules[index] as Rule;
  const wrong = (message: string) => [{ path: [...path, 'name'], found: name, message }];
  if (name?.includes(',')) return wrong(`found "${name}"; a name has no comma, which parts those of a record`);
  if (name === undefined || rules.findIndex(rule => rule.name === name) === index) return [];
  return wrong(`another rule of this mapping is called "${name}"`);
}
