import { expect, it } from 'vitest';
import { stageBench } from '../../fixtures/workbench.js';
import { projectSchema } from '../../src/project/schema.js';
import { entityTables } from './entity.js';
import type { StagedMapping } from './mapping.js';
import { withWaivers } from './waiver.js';

it('what a waiver lets through is flagged, also where no other rule does more than refuse', async () => {
  const project = `
sources: { people: { files: people.csv } }
entities: { customer: [{ source: people, columns: { customer_id: id, birth_date: born } }] }
`;
  const bench = await stageBench(project, { 'people.csv': 'id,born\n1,1990-01-01\n2,never\n' });
  const accepted = (mappings: StagedMapping[]) => {
    const of = {
      config: projectSchema.parse({ sources: {}, entities: {} }),
      file: '',
      position: () => ({ line: 1, column: 1 }),
    };
    const [records] = entityTables(of, 'customer', mappings);
    return bench.rows(`select * from (${records?.select}) as record where not _is_refused order by customer_id`);
  };
  const waived = bench.mappings.map(one => withWaivers(one, [{ source: 'people', rule: 'type_birth_date' }]));
  const [first] = await accepted(bench.mappings);
  expect(Object.keys(first ?? {})).not.toContain('_flags');
  expect((await accepted(waived)).map(({ customer_id, _flags }) => [customer_id, _flags])).toEqual([
    ['1', null],
    ['2', 'waived_type_birth_date'],
  ]);
  bench.close();
});
