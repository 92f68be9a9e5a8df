import type { Engine } from '../engine/engine.js';
import { CliError, exitCode } from '../errors.js';
import { rowsOf } from '../table.js';

/** The error (usage) for a customer that is not there: it hints at those whom a system calls so, or else at the list of all. */
export async function unknownCustomer(engine: Engine, id: string): Promise<CliError> {
  const alike = rowsOf(
    await engine.query(
      `select distinct customer_id from dw.dim_customer
       where customer_key > 0 and lower(trim(source_customer_id)) = lower(trim(?)) order by 1 limit 5`,
      [id],
    ),
  );
  const near = alike.map(row => row.customer_id).join(', ');
  return new CliError(
    `there is no customer ${id}`,
    exitCode.usage,
    near ? `did you mean ${near}?` : 'list them: custometry query "select customer_id from dw.dim_customer"',
  );
}
