import type { Model } from '../../models/model.js';
import type { Unread } from './last-fits.js';
import type { Session } from './session.js';

const told = new WeakMap<Session, Set<string>>();

/** Says of each model whose last fit this program cannot read that it counts as not fitted, once; after the work, since a refusal says it itself. */
export function tellUnread(session: Session, unread: Unread[]): void {
  for (const { model, word } of unread) {
    if (!toldOf(session).has(model.name)) session.options.tell?.(word);
    countAsTold(session, model);
  }
}

/** The answer says it of this one. */
export function countAsTold(session: Session, { name }: Model): void {
  toldOf(session).add(name);
}

function toldOf(session: Session): Set<string> {
  const names = told.get(session) ?? new Set<string>();
  told.set(session, names);
  return names;
}
