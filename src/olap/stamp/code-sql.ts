import { identifier } from '../../engine/engine.js';
import { join, raw, type Sql } from '../sql.js';
import type { KeyCodes } from './codes.js';

/** The number of a column's value as SQL, 0 where it is null; `at` names the list that is joined for it. */
export function codeSql({ name, least, words }: KeyCodes, at: string): string {
  return words ? `coalesce(${at}.code, 0)` : `coalesce(cast(facts.${identifier(name)} - (${least}) as integer) + 1, 0)`;
}

/** The joins of the lists that `codeSql` reads. */
export function codeJoins(codes: KeyCodes[], at: (index: number) => string): Sql {
  const joins = codes.map(({ name, words }, index) =>
    raw(words ? `\n  left join ${words} as ${at(index)} on ${at(index)}.word = facts.${identifier(name)}` : ''),
  );
  return join(joins, '');
}
