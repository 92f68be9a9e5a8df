import { numbersOf } from './column-numbers.js';
import { wordColumns } from './column-texts.js';
import type { Group } from './groups.js';
import { isOfReturns } from './returns-file.js';
import { isState, returnWords } from './sale-words.js';
import { spelt } from './spelling.js';

const oneWay =
  /^(?:one[ -]?way|single|outward|einfach|hinfahrt|aller(?: simple)?|(?:solo )?ida|(?:solo )?andata|enkele?(?: reis)?|enkel(?:resa)?)$/i;

/** Whether these are words for tickets, of which that for the way back takes nothing back. */
export const areOfJourneys = (words: string[]) => words.some(word => oneWay.test(spelt(word)));

/** Whether some record of these files takes a sale back by itself: what its sale has become of, such as refunded, counts then as sold. */
export function tellReturns(groups: Group[]): boolean {
  return groups.some(group => isOfReturns(group.name) || hasBelowZero(group) || hasKindOfReturn(group));
}

const hasBelowZero = (group: Group) =>
  group.columns.some(
    column => /^(?:net_amount|quantity)$/.test(column.field ?? '') && numbersOf(group, column).some(value => value < 0),
  );

const hasKindOfReturn = (group: Group) =>
  wordColumns(group).some(
    ({ name, words }) =>
      !isState.test(name) && !areOfJourneys(words) && words.some(word => returnWords.test(spelt(word))),
  );
