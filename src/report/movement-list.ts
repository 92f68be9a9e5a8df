import { open } from 'node:fs/promises';
import type { Engine } from '../engine/engine.js';
import { csvHeader, csvRows } from './csv.js';
import { type Audience, maySeeNumbers } from './customer-list.js';

const moves = ['model', 'from_segment', 'to_segment', 'generation', 'as_of'];

/** The list of who moved from which segment into which, without numbers that the audience may not see; written in pieces, mode 600. Throws QueryError. */
export async function writeMovementList(engine: Engine, path: string, audience: Audience): Promise<void> {
  const columns = maySeeNumbers(audience) ? ['customer_id', ...moves] : moves;
  const select = `select ${columns.join(', ')} from report.segment_member_movement order by model, from_segment, to_segment, customer_id`;
  const file = await open(path, 'w', 0o600);
  try {
    await file.write(csvHeader(columns));
    for await (const piece of engine.stream(select)) await file.write(csvRows(piece));
  } finally {
    await file.close();
  }
}
