import { verifyLanded } from '../../etl/landed-sums.js';
import { CliError, messageOf, QueryError } from '../errors.js';
import { requireDecisions } from '../run/decisions.js';
import { manifestsOf, type Session } from './session.js';

/** Where the engine could not read a file that was landed or decided, the words of who looks into it; else the error itself. */
export async function damageOr(session: Session, error: unknown): Promise<unknown> {
  if (!(error instanceof QueryError && ofFiles.test(messageOf(error.cause)))) return error;
  try {
    requireDecisions(session.state);
    await verifyLanded(session.state.landing, manifestsOf(session), session.options.signal);
  } catch (damage) {
    if (damage instanceof CliError) return damage;
  }
  return error;
}

/** How the engine calls what it says of files, and not of the SQL or the values. */
const ofFiles = /^(?!(Parser|Binder|Catalog|Conversion|Out of Range|Constraint|Interrupt)\b)/;
