import { identifier } from '../engine/engine.js';
import { textsIn } from './column-texts.js';
import { fieldOf } from './field-words.js';
import type { Group } from './groups.js';
import type { Looked } from './look.js';
import type { Proposal } from './propose.js';

/** Files whose orders go on in records without a number, taken apart: their heads, and their lines, each with its number. */
export interface Continued {
  number: string;
  heads: Looked[];
  lines: Looked[];
}

/** What a record is called that sums up those above it. */
const sumsUp =
  /^\s*(?:(?:sub|grand|net)[ -]?)?(?:total|summe|gesamt|zwischensumme|somme|suma|totaal|razem|summa|合計|合计)/i;
const ofLine = /^(?:product_id|product_name|quantity)$/;

/** Undefined where every record has its number, or those without one are no lines, as sums are. */
export function continuedIn(files: Looked[]): Continued | undefined {
  const names = [...new Set(files.flatMap(({ columns }) => columns))];
  const number =
    names.find(name => fieldOf(name) === 'order_id') ?? names.find(name => fieldOf(name) === 'id' && name === names[0]);
  if (number === undefined || files.some(file => isEmpty(textsIn([file], number)[0]))) return undefined;
  const goesOn = textsIn(files, number).map(isEmpty);
  if (!goesOn.includes(true) || !files.every(file => tellsEachOnce(file, number))) return undefined;
  const told = names.filter(name => textsIn(files, name).some((text, at) => goesOn[at] && !isEmpty(text)));
  const isTold = (name: string) => textsIn(files, name).every((text, at) => !goesOn[at] || !isEmpty(text));
  const ofHead = names.filter(name => !told.includes(name));
  const isSum = told.some(name => textsIn(files, name).some((text, at) => goesOn[at] && sumsUp.test(text ?? '')));
  if (isSum || ofHead.length < 2 || !told.some(name => ofLine.test(fieldOf(name) ?? '') && isTold(name)))
    return undefined;
  return {
    number,
    heads: files.map(file =>
      withColumns(
        file,
        ofHead,
        file.rows.filter((_, at) => !isEmpty(textsIn([file], number)[at])),
      ),
    ),
    lines: files.map(file => withColumns(file, [number, ...told], withNumbers(file, number))),
  };
}

/** The number of an order that goes on is that of the last record above with one. */
export function numberAbove(name: string): string {
  return `last_value(nullif(trim(${identifier(name)}), '') ignore nulls) over (partition by _batch, _file order by _row)`;
}

/** The lines of a group with the numbers of their orders as the project file has them. */
export function withNumbersAbove(line: Proposal, groups: Group[]): Proposal {
  const carried = groups.find(({ name }) => name === line.source)?.carried;
  if (carried === undefined || line.entity !== 'order_line') return line;
  const checks = ['orders go on in records without a number: it is that of the last one above with one'];
  const columns = line.columns.map(column =>
    column.name === 'order_id' && column.from === carried
      ? { ...column, from: numberAbove(carried), checks: [...column.checks, ...checks] }
      : column,
  );
  return { ...line, columns };
}

const isEmpty = (text?: string | null) => (text ?? '').trim() === '';

function tellsEachOnce(file: Looked, number: string): boolean {
  const own = textsIn([file], number).filter(text => !isEmpty(text));
  return new Set(own).size >= own.length * 0.98;
}

function withNumbers({ columns, rows }: Looked, number: string): (string | null)[][] {
  const place = columns.indexOf(number);
  let last: string | null = null;
  return rows.map(row => {
    if (!isEmpty(row[place])) last = row[place] ?? null;
    return row.with(place, last);
  });
}

function withColumns(file: Looked, names: string[], rows: Looked['rows']): Looked {
  const places = file.columns.flatMap((name, at) => (names.includes(name) ? [at] : []));
  const { types, ...others } = file;
  return {
    ...others,
    ...(types && { types: places.map(at => types[at] ?? 'text') }),
    columns: places.map(at => file.columns[at] ?? ''),
    rows: rows.map(row => places.map(at => row[at] ?? null)),
  };
}
