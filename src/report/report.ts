import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { allDone } from '../all-done.js';
import type { Engine } from '../engine/engine.js';
import { settle, syncBeside } from '../sync.js';
import { type Audience, maySeeNumbers, writeCustomerList } from './customer-list.js';
import { readReport } from './data.js';
import { writeMovementList } from './movement-list.js';
import { type PageOptions, renderPage } from './page.js';

/** Where the report goes, what it is called and who may read it. */
export interface ReportOptions extends PageOptions, Audience {
  /** Made when missing, mode 700. */
  folder: string;
  /** Tables known to have no rows. */
  empty?: ReadonlySet<string>;
  /** A further handle on the same database: what the page shows is read by it while the lists are written. */
  beside?: Engine;
}

/** A file of the report. */
export interface ReportFile {
  name: string;
  path: string;
  kind: 'html' | 'csv';
}

/**
 * Writes the customer list and the list of who moved from the tables of schema `report`, and the page when it is told the notes: all that is read
 * of the engine is read by then. Same tables, options and notes, same bytes. Throws QueryError.
 */
export async function readyReport(
  engine: Engine,
  options: ReportOptions,
): Promise<(notes: string[]) => Promise<ReportFile[]>> {
  const page: ReportFile = { name: 'report', path: join(options.folder, 'report.html'), kind: 'html' };
  const list: ReportFile = { name: 'customers', path: join(options.folder, 'customers-by-segment.csv'), kind: 'csv' };
  const moved: ReportFile = { name: 'movement', path: join(options.folder, 'segment-movement.csv'), kind: 'csv' };
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  const lists = async () => {
    await writeCustomerList(engine, list.path, options);
    await writeMovementList(engine, moved.path, options);
    await Promise.all([list, moved].map(({ path }) => settle(path)));
  };
  const [text] = await allDone([readPage(options.beside ?? engine, options), lists()]);
  return async notes => {
    await writeFile(page.path, text(notes), { mode: 0o600 });
    await Promise.all([settle(page.path), ...[options.folder, dirname(options.folder)].map(syncBeside)]);
    return [page, list, moved];
  };
}

async function readPage(engine: Engine, options: ReportOptions): Promise<(notes: string[]) => string> {
  const data = await readReport(engine, options.empty);
  if (maySeeNumbers(options)) return renderPage(data, options);
  const unnumbered = <Row>(rows: Row[]) => rows.map(one => ({ ...one, customer_id: null }));
  const { movers, calls, labelled } = data;
  return renderPage(
    { ...data, movers: unnumbered(movers), calls: unnumbered(calls), labelled: unnumbered(labelled) },
    options,
  );
}
