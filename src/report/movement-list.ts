import type { Engine } from '../engine/engine.js';
import { writeCsv } from './csv.js';
import { type Audience, maySeeNumbers } from './customer-list.js';

const moves = ['model', 'from_segment', 'to_segment', 'generation', 'as_of'];

/** The list of who moved from which segment into which, without numbers that the audience may not see; mode 600. Throws QueryError. */
export async function writeMovementList(engine: Engine, path: string, audience: Audience): Promise<void> {
  await writeCsv(engine, path, {
    names: maySeeNumbers(audience) ? ['customer_id', ...moves] : moves,
    from: 'report.segment_member_movement',
    rest: 'order by model, from_segment, to_segment, customer_id',
  });
}
