import type { StagedMapping } from '../../etl/stage/mapping.js';
import { notWaivable } from '../../etl/stage/waivable.js';
import type { Engine } from '../engine/engine.js';
import { CliError, exitCode } from '../errors.js';
import { groupedBy } from '../grouped.js';
import { appendDecision } from '../run/append-decision.js';
import { type Cell, rowsOf } from '../table.js';
import { type Deciding, deciding } from './deciding.js';
import { judging } from './judging.js';
import { type QuarantineAction, type QuarantineDecision, quarantineDecisions } from './quarantine-decision.js';
import { refuseUnknown } from './refuse-unknown.js';
import { noneSelected, type Selection, says, selected } from './selection.js';
import { landedOf, type Session } from './session.js';
import { standingDecisions } from './standing-decisions.js';
import type { Word } from './word.js';

/** What came of a decision about refused records. */
export interface Settled {
  action: QuarantineAction;
  /** What was decided now. */
  decided: QuarantineDecision[];
  /** How much of the selection had been decided before. */
  already: number;
}

const waivedThere = 'a waiver stands for them: custometry quarantine revoke takes it back';

type Line = Omit<QuarantineDecision, 'at' | 'by' | 'why'>;

/**
 * Discards refused records, or waives the rules that refuse them: the records that are there now, or, where a rule is named and no row,
 * every record of its source (and file) from now on. The next run takes it over; deciding twice changes nothing.
 * Throws CliError (usage) for a selection of nothing and for what cannot be waived.
 */
export function settle(
  session: Session,
  action: 'waive' | 'discard',
  selection: Selection,
  word: Word,
): Promise<Settled> {
  return deciding(session, `quarantine ${action}`, word, now =>
    judging(session, async (engine, mappings) => {
      const decisions = quarantineDecisions(session.state);
      const known = standingDecisions(decisions, landedOf(session));
      const wanted =
        action === 'discard'
          ? await discards(engine, selection)
          : await waivers(engine, mappings, selection, decisions);
      const isKnown = coveredBy(known);
      const fresh = wanted.filter(line => !isKnown(line));
      if (wanted.length === 0 && !known.some(one => one.action === action && isOf(one, selection))) {
        refuseUnknown(session, mappings, selection);
        const isWaived = known.some(one => one.action === 'waive' && isOf(one, selection));
        throw noneSelected('refused record', selection, isWaived ? waivedThere : undefined);
      }
      return write(session, now, action, fresh, wanted.length - fresh.length);
    }),
  );
}

/** Appends the lines under one word. */
export function write(
  { state }: Session,
  { run, word, log }: Deciding,
  action: QuarantineAction,
  lines: Line[],
  already: number,
): Settled {
  const decided = lines.map(line => ({ ...line, ...word }));
  appendDecision(state, 'quarantine', run, decided);
  log('step', { name: action, decided: decided.length, already });
  return { action, decided, already };
}

async function discards(engine: Engine, selection: Selection): Promise<Line[]> {
  const { where, values } = selected(selection);
  const sql = `select source, batch, file, "row", min(rule) as rule from stage.quarantine where ${where}
    group by source, batch, file, "row", rule = 'structure' order by all`;
  return rowsOf(await engine.query(sql, values)).map(row => line('discard', row, String(row.rule)));
}

async function waivers(
  engine: Engine,
  mappings: StagedMapping[],
  selection: Selection,
  decisions: QuarantineDecision[],
): Promise<Line[]> {
  const { rule, row, ...place } = selection;
  const { where, values } = selected({ ...place, row });
  const sql = `select source, batch, file, "row", rule, failures from stage.quarantine where ${where} and status <> 'retried' order by all`;
  const broken = rowsOf(await engine.query(sql, values)).flatMap(record => {
    const failures = JSON.parse(String(record.failures)) as { rule: string; action: string }[];
    return failures.filter(one => one.action === 'reject').map(one => line('waive', record, one.rule));
  });
  const meant = distinct(broken.filter(one => rule === undefined || one.rule === rule));
  for (const one of meant) refuseUnwaivable(mappings, one);
  if (meant.length === 0) return revoked(decisions, selection);
  if (rule === undefined || row !== undefined) return meant;
  return distinct(meant.map(one => ({ ...one, batch: null, file: place.file ?? null, row: null })));
}

/** The waivers of these words that do not stand any more: what they let through is not refused before the next run. */
function revoked(decisions: QuarantineDecision[], selection: Selection): Line[] {
  const isNamed = Object.values(selection).some(value => value !== undefined);
  const given = decisions.filter(one => isNamed && one.action === 'waive' && says(one, selection));
  return distinct(
    given.map(({ source, batch, file, row, rule }) => ({ action: 'waive', source, batch, file, row, rule })),
  );
}

function line(action: QuarantineAction, { source, batch, file, row }: Record<string, Cell>, rule: string): Line {
  return { action, source: String(source), batch: String(batch), file: String(file), row: Number(row), rule };
}

function distinct(lines: Line[]): Line[] {
  return [...new Map(lines.map(one => [JSON.stringify(one), one])).values()];
}

function refuseUnwaivable(mappings: StagedMapping[], { source, rule }: Line): void {
  const rules = mappings
    .filter(mapping => mapping.source === source)
    .flatMap(({ entity, rules: own }) => own.filter(one => one.name === rule).map(one => notWaivable(entity, one)));
  if (rules.includes(undefined)) return;
  const why = rules[0] ?? 'what the parser could not read has no values';
  const hint = 'mend the record and retry it, or discard it: custometry help quarantine';
  throw new CliError(`${rule} of ${source} cannot be waived: ${why}`, exitCode.usage, hint);
}

/** Whether any decision says already what a line would say. Those about its place alone are looked up: there may be as many as refused records. */
function coveredBy(known: QuarantineDecision[]): (line: Line) => boolean {
  const placed = groupedBy(known, placeOf);
  const wide = known.filter(one => one.batch === null || one.file === null || one.row === null);
  return line => wide.concat(placed.get(placeOf(line)) ?? []).some(one => covers(one, line));
}

function placeOf({ source, batch, file, row }: Line): string {
  return JSON.stringify([source, batch, file, row]);
}

/** Whether a decision says already what a line would say; a record that was retried needs no discarding. */
function covers(known: QuarantineDecision, { action, source, batch, file, row, rule }: Line): boolean {
  const fits = (of: 'batch' | 'file' | 'row', value: string | number | null) =>
    known[of] === null || known[of] === value;
  if (known.source !== source || !fits('batch', batch) || !fits('file', file) || !fits('row', row)) return false;
  if (action === 'waive') return known.action === 'waive' && known.rule === rule;
  return known.action !== 'waive' && (known.rule === 'structure') === (rule === 'structure');
}

/** A waiver of a rule for all records speaks of a file and row only where the rule is named with them. */
function isOf(known: QuarantineDecision, selection: Selection): boolean {
  return Object.entries(selection).every(([name, value]) => {
    const own = known[name as keyof Selection] ?? undefined;
    return value === undefined || own === value || (own === undefined && selection.rule !== undefined);
  });
}
