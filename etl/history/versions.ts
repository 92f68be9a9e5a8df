import { identifier } from '../../src/engine/engine.js';
import type { Attribute } from './attribute.js';
import { audit, beginning, end, member, type Told, toldOrder, toldSteps } from './told.js';

const inOrder = `partition by ${member} order by _place`;

/**
 * The versions of every member of a dimension, from all records that speak of it: one row per member and version. Records are put
 * in order by effective time, sequence, file, row; equal neighbours are one version. Portable SQL, of few windows on each other: the
 * engine takes twice as long to plan it for each more (duckdb/duckdb#25373).
 */
export function versionsSelect(told: Told): string {
  const attributes = told.attributes.filter(attribute => attribute.isFilled);
  const marks = told.deletes !== 'ignore';
  const counts = attributes.flatMap(countedValue);
  const turned = attributes.flatMap(lastTurn);
  const steps = [
    ...toldSteps(told),
    step('placed', 'told', [`row_number() over (partition by ${member} order by ${recordOrder}) as _place`]),
    step('counted', 'placed', [...(marks ? [aliveBefore] : []), ...counts]),
    step('carried', 'counted', attributes.flatMap(carriedValue), marks ? '_alive > 0' : undefined),
    step('compared', 'carried', [opens(attributes, marks), ...attributes.flatMap(turns)]),
    step('numbered', 'compared', [
      `sum(_opens) over (${inOrder}) as _version`,
      `max(_place) over (partition by ${member}) as _last_place`,
      ...attributes.flatMap(turn),
    ]),
    ...(turned.length > 0 ? [step('turned', 'numbered', turned)] : []),
    step('shown', turned.length > 0 ? 'turned' : 'numbered', attributes.flatMap(shownValue)),
    step('dated', 'shown', [startOfVersion], '_opens = 1'),
    step('spanned', 'dated', [`lead(_start_ms) over (partition by ${member} order by _version) as _end_ms`]),
  ];
  return `with ${steps.join(',\n')}
select
  ${member},
  date_add('millisecond', _start_ms, ${beginning}) as valid_from,
  coalesce(date_add('millisecond', _end_ms, ${beginning}), ${end}) as valid_to,
  described_from,
  known_from,
  _end_ms is null as is_current,
  _is_deleted as is_deleted,
  ${[...attributes.flatMap(shownColumns), ...audit].join(',\n  ')}
from spanned${told.deletes === 'close' ? '\nwhere not _is_deleted' : ''}`;
}

/** A deletion before the first description of a member says nothing: nor does it count as told of anything. */
const aliveBefore = `sum(case when _is_deleted then 0 else 1 end) over (${inOrder}) as _alive`;

const recordOrder = ['described_from', 'sequence nulls first', ...toldOrder].join(', ');

/** Versions that would start at one moment are kept apart by a millisecond each; the first is valid from the beginning. */
const startOfVersion = `cast(
      max(case when _version = 1 then 0 else _effective_ms end - _version) over (
        partition by ${member} order by _version
      ) + _version as bigint
    ) as _start_ms`;

function step(name: string, from: string, columns: string[], where?: string): string {
  const added = columns.map(column => `,\n    ${column}`).join('');
  return `${name} as (\n  select\n    *${added}\n  from ${from}${where ? `\n  where ${where}` : ''}\n)`;
}

const of = (what: string, { name }: Attribute) => identifier(`_${what}_${name}`);

/** What is known at a record: its own value, or the last one told where it says nothing. */
const known = (attribute: Attribute) => (attribute.isTold ? of('carried', attribute) : identifier(attribute.name));

/** How many records up to this one say something of the attribute. */
function countedValue(attribute: Attribute): string[] {
  if (!attribute.isTold) return [];
  return [`sum(case when ${attribute.isTold} then 1 else 0 end) over (${inOrder}) as ${of('told', attribute)}`];
}

function carriedValue(attribute: Attribute): string[] {
  if (!attribute.isTold) return [];
  const value = `case when ${attribute.isTold} then ${identifier(attribute.name)} end`;
  return [`max(${value}) over (partition by ${member}, ${of('told', attribute)}) as ${of('carried', attribute)}`];
}

/** Whether a record shows another value than the one before it; from nothing told to something is no change. */
function changes(attribute: Attribute): string {
  const differs = `${known(attribute)} is distinct from lag(${known(attribute)}) over (${inOrder})`;
  return attribute.isTold ? `(${differs} and lag(${of('told', attribute)}) over (${inOrder}) > 0)` : differs;
}

function opens(attributes: Attribute[], marks: boolean): string {
  const reasons = [
    `lag(_place) over (${inOrder}) is null`,
    ...(marks ? [`_is_deleted <> lag(_is_deleted) over (${inOrder})`] : []),
    ...attributes.filter(({ type }) => type === 2).map(changes),
  ];
  return `case when ${reasons.join('\n      or ')} then 1 else 0 end as _opens`;
}

function turns(attribute: Attribute): string[] {
  if (attribute.type !== 3) return [];
  const isFirst = `lag(_place) over (${inOrder}) is null`;
  return [`case when ${isFirst} then 0 when ${changes(attribute)} then 1 else 0 end as ${of('turns', attribute)}`];
}

function turn(attribute: Attribute): string[] {
  return attribute.type === 3 ? [`sum(${of('turns', attribute)}) over (${inOrder}) as ${of('turn', attribute)}`] : [];
}

function lastTurn(attribute: Attribute): string[] {
  if (attribute.type !== 3) return [];
  return [`max(${of('turn', attribute)}) over (partition by ${member}) as ${of('last_turn', attribute)}`];
}

/** The value that all records of a version show, after the type of the attribute. */
function shownValue(attribute: Attribute): string[] {
  const pick = (condition: string, partition: string, what: string) =>
    `max(case when ${condition} then ${known(attribute)} end) over (partition by ${partition}) as ${of(what, attribute)}`;
  if (attribute.type === 0) return [pick(isFirstTold(attribute), member, 'shown')];
  if (attribute.type === 1) return [pick('_place = _last_place', member, 'shown')];
  if (attribute.type === 2) return [lastOfVersion(attribute)];
  return [
    pick('_place = _last_place', member, 'shown'),
    pick(`${of('turn', attribute)} = ${of('last_turn', attribute)} - 1`, member, 'previous'),
  ];
}

function lastOfVersion(attribute: Attribute): string {
  const whole = `partition by ${member}, _version order by _place rows between unbounded preceding and unbounded following`;
  return `last_value(${known(attribute)}) over (${whole}) as ${of('shown', attribute)}`;
}

function isFirstTold(attribute: Attribute): string {
  return attribute.isTold ? `${of('told', attribute)} = 1` : '_place = 1';
}

function shownColumns(attribute: Attribute): string[] {
  const shown = `${of('shown', attribute)} as ${identifier(attribute.name)}`;
  if (attribute.type !== 3) return [shown];
  return [shown, `${of('previous', attribute)} as ${identifier(`previous_${attribute.name}`)}`];
}
