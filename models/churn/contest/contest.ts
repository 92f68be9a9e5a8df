import type { Table } from '../../../src/table.js';
import { cellsOf } from '../../tree/index.js';
import { examplesOf, positivesOf } from '../examples.js';
import { churnDefaults } from '../features.js';
import type { ChurnFitted } from '../fit.js';
import type { ChurnOptions } from '../options.js';
import { baselines } from '../rival/baselines.js';
import { probabilityOf } from '../score-row.js';
import type { Spread } from '../spread.js';
import { asGood, chosenOf, type Standing, standingOf } from '../standing.js';

/** What came of holding a new fit against the one that stood, both judged as published on the rows that the new one holds out. */
export interface Contest {
  rows: number;
  positives: number;
  /** The day of those rows. */
  day: string;
  champion: Contestant;
  /** Its standing is null where no new model beats the baselines. */
  challenger: Contestant;
  winner: 'champion' | 'challenger';
  why: string;
  /** How predictors were spread then: from here on it is counted whether another fit is due, so that one who stays is not challenged every night by the same drift. */
  spreads: Spread[];
}

interface Contestant {
  /** The last day that it has learnt from. */
  learntTo: string;
  standing: Standing | null;
}

/**
 * The new fit, or the whole of the one that stood where that is better: its area is greater by more than .003, and it still beats the baselines. Where the new one was
 * not judged at all, or the old one may have learnt from the rows that it would be judged on, there is no contest, and the new one is taken.
 */
export function contest(
  challenger: ChurnFitted,
  champion: ChurnFitted,
  features: Table,
  options: ChurnOptions,
): ChurnFitted {
  const [learntTo, day] = [lastDay(champion), challenger.days.held[0]?.slice(0, dayLength)];
  const isFair = learntTo !== undefined && day !== undefined && learntTo < day;
  if (!isFair || champion.chosen === null || challenger.leaderboard.length === 0) return challenger;
  const { labels, held } = examplesOf(features, { ...churnDefaults, ...options });
  const came = Uint8Array.from(held, row => labels[row] as number);
  const standing = (fitted: ChurnFitted) =>
    fitted.chosen === null ? null : standingOf(fitted.chosen, came, scoresOf(fitted, features, held));
  const [old, young] = [standing(champion) as Standing, standing(challenger)];
  const base = challenger.leaderboard.filter(({ model }) => baselines.includes(model));
  const verdict = judged(old, young, chosenOf([...base, old], baselines) !== undefined);
  const told: Contest = {
    rows: held.length,
    positives: positivesOf(labels, held),
    day,
    champion: { learntTo, standing: old },
    challenger: { learntTo: lastDay(challenger) ?? day, standing: young },
    ...verdict,
    spreads: challenger.spreads,
  };
  return { ...(verdict.winner === 'champion' ? champion : challenger), contest: told };
}

/** Row by row, by the fit's own words: the places of words among the levels of another fit are other ones. */
function scoresOf(fitted: ChurnFitted, features: Table, rows: Uint32Array): Float64Array {
  const cells = cellsOf(features);
  return Float64Array.from(rows, row => {
    const own = fitted.predictors.map(({ name }) => [name, cells(row, name)]);
    return probabilityOf(fitted, Object.fromEntries(own));
  });
}

function judged(old: Standing, young: Standing | null, isSound: boolean): Pick<Contest, 'winner' | 'why'> {
  const [before, now] = [old.auc ?? 0, young?.auc ?? 0];
  const areas = `an area of ${now.toFixed(3)} against ${before.toFixed(3)}`;
  if (!isSound) return { winner: 'challenger', why: 'the fit that stood does not beat the baselines any more' };
  if (!young) return { winner: 'champion', why: 'no new model beats the baselines, and the fit that stood does' };
  if (now < before - asGood)
    return { winner: 'champion', why: `the new fit is worse by more than ${asGood}: ${areas}` };
  return { winner: 'challenger', why: `the new fit is not worse by more than ${asGood}: ${areas}` };
}

const dayLength = 'YYYY-MM-DD'.length;

function lastDay({ days }: ChurnFitted): string | undefined {
  return days.learnt.at(-1)?.slice(-dayLength);
}
