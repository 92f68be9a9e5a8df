import type { Engine } from '../engine/engine.js';
import { columnsOf, writeCsv } from './csv.js';
import { type Audience, maySeeNumbers } from './customer-list.js';

const moves = ['model', 'from_segment', 'to_segment', 'generation', 'as_of'];

/** The list of who moved from which segment into which, without numbers that the audience may not see; mode 600. Throws QueryError. */
export async function writeMovementList(engine: Engine, path: string, audience: Audience): Promise<void> {
  const from = 'report.segment_member_movement';
  const names = maySeeNumbers(audience) ? ['customer_id', ...moves] : moves;
  const own = await columnsOf(engine, from);
  await writeCsv(engine, path, {
    columns: names.flatMap(name => own.find(one => one.name === name) ?? []),
    from,
    rest: 'order by model, from_segment, to_segment, customer_id',
  });
}
