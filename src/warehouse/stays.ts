import type { Current } from '../run/generations.js';

/** Whether a run would have nothing to make, or nothing but what a rollback turned away from. */
export function staysAt({ fingerprint, held }: Current, identity: string): boolean {
  return fingerprint === identity || held?.fingerprint === identity;
}

/** What is to be said of a generation that stands because a rollback holds it. */
export function heldWords({ generation, fingerprint, held }: Current, identity: string): string[] {
  if (!held || fingerprint === identity) return [];
  return [
    `generation ${generation} is held since the rollback from ${held.from}: a run would make that one again; custometry run --force does`,
  ];
}
