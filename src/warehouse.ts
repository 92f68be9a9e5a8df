import type { Writable } from 'node:stream';
import { allDone } from './all-done.js';
import type { DuckDb } from './engine/duckdb.js';
import type { CheckResult } from './plan/check.js';
import { type Lineage, lineage } from './plan/lineage.js';
import { readLedger } from './run/ledger.js';
import { type RunRecord, runsOf } from './run/runs.js';
import type { Cell, Table } from './table.js';
import {
  type Explained,
  explainModel,
  type FitNow,
  fitNow,
  type ModelScores,
  modelScores,
} from './warehouse/ask-model.js';
import { type Card, card } from './warehouse/card.js';
import { checkStanding } from './warehouse/check-standing.js';
import { type ColumnLineage, columnLineage } from './warehouse/column-lineage.js';
import { type AdviceOptions, type CubeAdvice, cubeAdvice } from './warehouse/cube/advice.js';
import { type CubeDoor, type Cubes, cubeDoor, openCubes } from './warehouse/cube/cubes.js';
import { type CubeEntry, listCubes } from './warehouse/cube/list.js';
import { doctor, type Finding } from './warehouse/doctor.js';
import { type ExplainedNumber, explainNumber, type NumberOptions } from './warehouse/explain-number.js';
import { type Exported, type ExportFormat, exportTable } from './warehouse/export.js';
import type { FitEngine } from './warehouse/fit-engine.js';
import { type Forgotten, forget } from './warehouse/forget.js';
import { type Collected, gc } from './warehouse/gc.js';
import { type Installed, type InstallOptions, installSchedule } from './warehouse/install-schedule.js';
import { requireSelects } from './warehouse/last-fits.js';
import { type DueResult, type NightOptions, runDue, runNight } from './warehouse/night.js';
import { type OpenedOnce, openedOnce } from './warehouse/opened-once.js';
import { planRun, type RunPlan } from './warehouse/plan-run.js';
import { type Preview, preview } from './warehouse/preview.js';
import { exportRefusals, type Refusals, refusals, refusedRecord } from './warehouse/quarantine.js';
import { openReader, planning } from './warehouse/reading.js';
import { type ReportEntry, rebuildReport, reports } from './warehouse/reports.js';
import { type Restating, restate } from './warehouse/restate.js';
import type { RunResult } from './warehouse/result.js';
import { type Retried, retry } from './warehouse/retry.js';
import { revoke } from './warehouse/revoke.js';
import { type RolledBack, rollback } from './warehouse/rollback.js';
import { type RunDetail, runDetail } from './warehouse/run-detail.js';
import { type RunsDiff, runsDiff } from './warehouse/runs-diff.js';
import { type ScheduleView, scheduleView } from './warehouse/schedule-view.js';
import type { Selection } from './warehouse/selection.js';
import { type OpenOptions, openSession, type Session } from './warehouse/session.js';
import { type Settled, settle } from './warehouse/settle.js';
import { type TableEntry, tables, unknownTable } from './warehouse/tables.js';
import type { Word } from './warehouse/word.js';

export { preamble } from './engine/preamble.js';
export { minable } from './warehouse/mine/minable.js';
export { type Mined, type MineRequest, mine } from './warehouse/mine.js';

/** Opens a project. Throws ProjectError (3) with everything that is wrong with its file. */
export async function openWarehouse(options: OpenOptions): Promise<Warehouse> {
  return new Warehouse(await openSession(options));
}

/** A project and its warehouse: what can be asked of it and done with it. Readers hold the generation that stands when they begin. */
export class Warehouse {
  readonly #session: Session;
  readonly #reader: OpenedOnce<DuckDb>;
  readonly #cubes: OpenedOnce<Cubes>;

  constructor(session: Session) {
    this.#session = session;
    this.#reader = openedOnce(
      () => openReader(session),
      engine => engine.close(),
    );
    this.#cubes = openedOnce(
      () => openCubes(session),
      ({ engine }) => engine.close(),
    );
  }

  /** Lands what is new, builds, checks, scores, reports and publishes. Throws CliError; then nothing is published. */
  run(options: NightOptions = {}): Promise<RunResult> {
    return runNight(this.#session, options);
  }

  /** The same if something is due by the schedule of the project, and nothing otherwise. */
  runDue(options: NightOptions = {}): Promise<DueResult> {
    return runDue(this.#session, options);
  }

  /** The schedule: the next times, and what is due. */
  schedule(count?: number): ScheduleView {
    return scheduleView(this.#session, count);
  }

  /** What a scheduler of the system is told for `command` to be called in time; with `write` it is told. */
  installSchedule(options: InstallOptions): Installed {
    return installSchedule(this.#session, options);
  }

  /** A run that makes anew what has a business date on or after `from` (`YYYY-MM-DD`), with who and why in the decisions. */
  restate(from: string, word?: Restating): Promise<RunResult> {
    return restate(this.#session, from, word);
  }

  /** Where a customer is found; erases them everywhere where it is meant. */
  forget(customer: string, word: Word & { isMeant: boolean }): Promise<Forgotten> {
    return forget(this.#session, customer, word);
  }

  /** What a run would do, and why. */
  plan(): Promise<RunPlan> {
    return planRun(this.#session);
  }

  /** A mapping on its first rows, with what would be refused. */
  preview(entity: string, rows?: number): Promise<Preview> {
    return preview(this.#session, entity, rows);
  }

  /** The answer of a select, read-only and without files, in the engine's own dialect. Throws QueryError. */
  async query(sql: string, signal?: AbortSignal): Promise<Table> {
    return (await this.#reader.get()).query(sql, [], signal ?? this.#session.options.signal);
  }

  /** The same for one statement in pieces of many rows, at least one: an answer longer than the memory is read with little of it. */
  async *stream(sql: string, signal?: AbortSignal): AsyncGenerator<Table> {
    yield* (await this.#reader.get()).stream(sql, [], signal ?? this.#session.options.signal);
  }

  /** A cube by its name: `warehouse.cube('sales').query({ rows: ['date.year'], measures: ['revenue'] })`. */
  cube(name: string): CubeDoor {
    return cubeDoor(this.#session, () => this.#cubes.get(), name);
  }

  /** Every cube that can be asked: ours, and those of the project. */
  async cubes(): Promise<CubeEntry[]> {
    return listCubes(await this.#cubes.get());
  }

  /** Aggregates that would be worth their bytes for the questions that were asked, by cube. */
  async cubeAdvice(options?: AdviceOptions): Promise<CubeAdvice[]> {
    return cubeAdvice(this.#session, await this.#cubes.get(), options);
  }

  /** Lets go of the generation that `query` and `cube` read. */
  async close(): Promise<void> {
    await allDone([this.#reader.close(), this.#cubes.close()]);
  }

  /** Every table that stands, with its columns. */
  tables(): Promise<TableEntry[]> {
    return tables(this.#session);
  }

  /** Runs every check on the standing generation. Throws ProjectError for a cube that names what is not there. */
  check(): Promise<CheckResult[]> {
    return checkStanding(this.#session);
  }

  /** The select that makes a table. Throws CliError (usage) with the nearest name. */
  sql(table: string): Promise<string> {
    return planning(this.#session, async (_engine, { tables: all }) => {
      const found = all.find(one => one.table === table);
      if (found) {
        requireSelects(this.#session, [found]);
        return found.select;
      }
      throw unknownTable(
        table,
        all.map(one => one.table),
      );
    });
  }

  /** What a table is made from, back to the landed files, and what is made from it. */
  lineage(table: string): Promise<Lineage> {
    return planning(this.#session, async (_engine, { tables: all }) => {
      const found = lineage(all, table);
      if (found) return found;
      throw unknownTable(
        table,
        all.map(one => one.table),
      );
    });
  }

  /** The way of `schema.table.column`: up to the columns of the sources, down to the parts of the report. */
  columnLineage(column: string): Promise<ColumnLineage> {
    return columnLineage(this.#session, column);
  }

  /** One cell, what it means, and the rows, files and records that it is made of. */
  explainNumber(column: string, options: NumberOptions = {}): Promise<ExplainedNumber> {
    return explainNumber(this.#session, column, options);
  }

  /** Every run that the ledger knows, oldest first. */
  runs(): RunRecord[] {
    return runsOf(readLedger(this.#session.state));
  }

  /** One run, by its name or its generation; by default the last. */
  showRun(name?: string): RunDetail {
    return runDetail(this.#session, name);
  }

  /** What differs between two runs, each named by its run or its generation, and why. */
  diffRuns(before: string, after: string): RunsDiff {
    return runsDiff(this.#session, before, after);
  }

  /** Makes a kept generation stand again; by default the one before. A run stays there until it has something else to make. */
  rollback(generation?: string): Promise<RolledBack> {
    return rollback(this.#session, generation);
  }

  /** Removes old generations, their reports and what killed runs left; answers what went. */
  collect(keep?: number): Promise<Collected[]> {
    return gc(this.#session, keep);
  }

  /** One customer: master, behaviour, scores, orders. */
  customer(id: string): Promise<Card> {
    return card(this.#session, id);
  }

  /** What a model would learn from the features that stand now, by our own mathematics or by the package it is held against; nothing is published. */
  fit(model: string, engine?: FitEngine): Promise<FitNow> {
    return fitNow(this.#session, model, engine);
  }

  /** Who scored what by a model. */
  scores(model: string, limit?: number): Promise<ModelScores> {
    return modelScores(this.#session, model, limit);
  }

  /** Reasons in words, of a fit or of one customer's score, also if features had other values: texts by column. */
  explain(model: string, customer?: string, changes?: Record<string, string>): Promise<Explained> {
    return explainModel(this.#session, model, customer, changes);
  }

  /** A whole table as a file or into a stream. */
  export(table: string, format: ExportFormat, to: string | Writable): Promise<Exported> {
    return exportTable(this.#session, table, format, to);
  }

  /** The refused records, counted by rule, and some of them. */
  quarantine(options: Selection & { limit?: number } = {}): Promise<Refusals> {
    return refusals(this.#session, options);
  }

  /** Everything that was wrong with one record. */
  quarantineRecord(file: string, row: number): Promise<Record<string, Cell>[]> {
    return refusedRecord(this.#session, file, row);
  }

  /** All refused records as a file or into a stream, or those that were mended and accepted, which can be mended again. */
  exportQuarantine(to: string | Writable, format: ExportFormat, which?: 'refused' | 'mended'): Promise<Exported> {
    return exportRefusals(this.#session, to, format, which);
  }

  /** Waives the rules that refuse records, revokes such waivers, or discards the records; the next run takes it over. */
  settleQuarantine(action: 'waive' | 'discard' | 'revoke', selection: Selection, word: Word): Promise<Settled> {
    return action === 'revoke'
      ? revoke(this.#session, selection, word)
      : settle(this.#session, action, selection, word);
  }

  /** Lands the mended records of an export of the quarantine; the next run judges them. */
  retryQuarantine(path: string, word: Word): Promise<Retried> {
    return retry(this.#session, path, word);
  }

  /** The reports that were written, oldest first. */
  reports(): ReportEntry[] {
    return reports(this.#session);
  }

  /** Writes the report of the standing generation again; answers the files. */
  buildReport(): Promise<string[]> {
    return rebuildReport(this.#session);
  }

  /** Looks at the machine, the project file, the sources, the disk and the standing generation. */
  doctor(): Promise<Finding[]> {
    return doctor(this.#session);
  }
}
