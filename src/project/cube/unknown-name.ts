import { nearest, suggestion } from '../../nearest.js';
import type { Finding } from '../finding.js';
import type { Path } from '../path.js';

/** The finding about a name that stands for nothing. */
export function unknownName(found: string, known: string[], what: string, path: Path, at?: Finding['at']): Finding {
  const near = nearest(found, known);
  const message = `there is no ${what} "${found}"${suggestion(near)}`;
  return { path, found, message, ...(at && { at }), ...(near && { nearest: near }) };
}
