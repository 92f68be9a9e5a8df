import { unreadFits } from './last-fits.js';
import type { Session } from './session.js';

const told = new WeakSet<Session>();

/** Says of each model whose last fit this program cannot read that it counts as not fitted, once: after the work, since a refusal says it itself. */
export function tellUnread(session: Session): void {
  if (!told.has(session)) for (const { word } of unreadFits(session)) session.options.tell?.(word);
  told.add(session);
}
