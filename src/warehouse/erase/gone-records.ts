import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, identifier, literal } from '../../engine/engine.js';
import { rowsOf } from '../../table.js';
import { landDecisions } from '../decided.js';
import { manifestsOf, type Session } from '../session.js';
import type { Line } from './rewrite-lines.js';

/** Tells lines of `decisions/quarantine` that are about a record which is not landed any more. The landed records are read anew. */
export async function goneRecords(engine: Engine, session: Session): Promise<(line: Line) => boolean> {
  await landDecisions(engine, session.state);
  const named = rowsOf(await engine.query('select distinct source from decisions.quarantine where "row" is not null'));
  const gone = new Set<string>();
  for (const source of named.map(row => String(row.source)))
    for (const row of rowsOf(await engine.query(await goneSelect(engine, session, source)))) gone.add(placeOf(row));
  return line => line.row !== null && gone.has(placeOf(line));
}

async function goneSelect(engine: Engine, session: Session, source: string): Promise<string> {
  const folders = manifestsOf(session).filter(one => one.source === source);
  const inBatch = (batch: string, name: string) => join(session.state.landing, source, batch, name);
  const data = folders.flatMap(({ batch, data: names }) => names.map(name => inBatch(batch, name)));
  const refused = folders.map(({ batch }) => inBatch(batch, 'refused.parquet')).filter(path => existsSync(path));
  if (data.length > 0) await engine.land(`raw.${source}`, data);
  if (refused.length > 0) await engine.land(`raw.${source}__refused`, refused);
  const landed = data.length > 0 ? `select _batch, _file, _row from ${identifier('raw', source)}` : none;
  const unread =
    refused.length > 0 ? `select _batch, _file, record_number from ${identifier('raw', `${source}__refused`)}` : none;
  return `select source, batch, file, "row", rule from decisions.quarantine where source = ${literal(source)} and "row" is not null
    and case when rule = 'structure' then (batch, file, "row") not in (${unread}) else (batch, file, "row") not in (${landed}) end`;
}

const none = `select '', '', 0 where false`;

function placeOf({ source, batch, file, row, rule }: Line): string {
  return JSON.stringify([source, batch, file, Number(row), rule === 'structure']);
}
