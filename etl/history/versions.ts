import { identifier } from '../../src/engine/engine.js';
import type { Attribute } from './attribute.js';
import { audit, beginning, end, member, type Told, toldOrder, toldSteps } from './told.js';

const inOrder = `partition by ${member} order by _place`;
const whole = 'rows between unbounded preceding and unbounded following';

/**
 * The versions of every member of a dimension, from all records that speak of it: one row per member and version. Records are put
 * in order by effective time, sequence, file, row; equal neighbours are one version. Portable SQL, of few windows on each other: the
 * engine takes twice as long to plan it for each more (duckdb/duckdb#25373).
 */
export function versionsSelect(told: Told): string {
  const attributes = told.attributes.filter(attribute => attribute.isFilled);
  const marks = told.deletes !== 'ignore';
  const turned = attributes.flatMap(lastTurn);
  const steps = [
    ...toldSteps(told),
    ...comparedSteps(attributes, marks),
    step('numbered', 'compared', [
      `cast(sum(_opens) over (${inOrder}) as bigint) as _version`,
      ...attributes.flatMap(turn),
      ...attributes.flatMap(shownByAll),
    ]),
    ...(turned.length > 0 ? [step('turned', 'numbered', turned)] : []),
    step('shown', turned.length > 0 ? 'turned' : 'numbered', attributes.flatMap(shownByVersion)),
    step('dated', 'shown', startOfVersion, '_opens = 1'),
  ];
  return `with ${steps.join(',\n')}
select
  ${member},
  date_add('millisecond', _latest_ms + _version, ${beginning}) as valid_from,
  coalesce(date_add('millisecond', greatest(_latest_ms, _next_ms) + _version + 1, ${beginning}), ${end}) as valid_to,
  described_from,
  known_from,
  _next_ms is null as is_current,
  _is_deleted as is_deleted,
  ${[...attributes.flatMap(shownColumns), ...audit].join(',\n  ')}
from dated${told.deletes === 'close' ? '\nwhere not _is_deleted' : ''}`;
}

/** Each record held against the one before it; where every one tells all and none a deletion, as soon as they are put in order. */
function comparedSteps(attributes: Attribute[], marks: boolean): string[] {
  const byRecord = `partition by ${member} order by ${recordOrder}`;
  const placed = `row_number() over (${byRecord}) as _place`;
  const compared = (window: string) => [
    opens(attributes, marks, window),
    ...attributes.flatMap(one => turns(one, window)),
  ];
  const counted = [...(marks ? [aliveBefore] : []), ...attributes.flatMap(countedValue)];
  if (counted.length === 0) return [step('compared', 'told', [placed, ...compared(byRecord)])];
  return [
    step('placed', 'told', [placed]),
    step('counted', 'placed', counted),
    step('carried', 'counted', attributes.flatMap(carriedValue), marks ? '_alive > 0' : undefined),
    step('compared', 'carried', compared(inOrder)),
  ];
}

/** A deletion before the first description of a member says nothing: nor does it count as told of anything. */
const aliveBefore = `sum(case when _is_deleted then 0 else 1 end) over (${inOrder}) as _alive`;

const recordOrder = ['described_from', 'sequence nulls first', ...toldOrder].join(', ');

/** Versions that would start at one moment are kept apart by a millisecond each; the first is valid from the beginning. */
const startOfVersion = [
  ['max', '_latest_ms'],
  ['lead', '_next_ms'],
].map(
  ([what, name]) =>
    `${what}(case when _version = 1 then 0 else _effective_ms end - _version) over (partition by ${member} order by _version) as ${name}`,
);

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
function changes(attribute: Attribute, window: string): string {
  const differs = `${known(attribute)} is distinct from lag(${known(attribute)}) over (${window})`;
  return attribute.isTold ? `(${differs} and lag(${of('told', attribute)}) over (${window}) > 0)` : differs;
}

/** Of every record it is known whether it tells of a deletion: only before the first stands none. */
const isFirst = (window: string) => `lag(_is_deleted) over (${window}) is null`;

function opens(attributes: Attribute[], marks: boolean, window: string): string {
  const reasons = [
    isFirst(window),
    ...(marks ? [`_is_deleted <> lag(_is_deleted) over (${window})`] : []),
    ...attributes.filter(({ type }) => type === 2).map(one => changes(one, window)),
  ];
  return `case when ${reasons.join('\n      or ')} then 1 else 0 end as _opens`;
}

function turns(attribute: Attribute, window: string): string[] {
  if (attribute.type !== 3) return [];
  const turned = changes(attribute, window);
  return [`case when ${isFirst(window)} then 0 when ${turned} then 1 else 0 end as ${of('turns', attribute)}`];
}

function turn(attribute: Attribute): string[] {
  return attribute.type === 3 ? [`sum(${of('turns', attribute)}) over (${inOrder}) as ${of('turn', attribute)}`] : [];
}

function lastTurn(attribute: Attribute): string[] {
  if (attribute.type !== 3) return [];
  return [`max(${of('turn', attribute)}) over (partition by ${member}) as ${of('last_turn', attribute)}`];
}

/** Of what is not kept by version, the value that all records of a member show: the first that was told, or the last. */
function shownByAll(attribute: Attribute): string[] {
  if (attribute.type === 2) return [];
  if (attribute.type === 0) return [pick(attribute, isFirstTold(attribute), 'shown')];
  return [`last_value(${known(attribute)}) over (${inOrder} ${whole}) as ${of('shown', attribute)}`];
}

/** What the version of a record shows. Where every record tells of it, all of one version tell the same. */
function shownByVersion(attribute: Attribute): string[] {
  if (attribute.type === 3)
    return [pick(attribute, `${of('turn', attribute)} = ${of('last_turn', attribute)} - 1`, 'previous')];
  if (attribute.type !== 2 || !attribute.isTold) return [];
  const ofVersion = `partition by ${member}, _version order by _place ${whole}`;
  return [`last_value(${known(attribute)}) over (${ofVersion}) as ${of('shown', attribute)}`];
}

function pick(attribute: Attribute, condition: string, what: string): string {
  const value = `case when ${condition} then ${known(attribute)} end`;
  return `max(${value}) over (partition by ${member}) as ${of(what, attribute)}`;
}

function isFirstTold(attribute: Attribute): string {
  return attribute.isTold ? `${of('told', attribute)} = 1` : '_place = 1';
}

function shownColumns(attribute: Attribute): string[] {
  const { name, type, isTold } = attribute;
  if (type === 2 && !isTold) return [identifier(name)];
  const shown = `${of('shown', attribute)} as ${identifier(name)}`;
  if (type !== 3) return [shown];
  return [shown, `${of('previous', attribute)} as ${identifier(`previous_${name}`)}`];
}
