import type { Finding } from '../finding.js';
import type { ProjectFile } from '../schema.js';

/** Whether rules are compared between segments that the project makes. */
export function checkBasket({ basket, segment }: ProjectFile): Finding[] {
  if (basket?.contrast !== 'segment' || segment) return [];
  const message = 'there are no segments to compare; switch them on with segment: {}, or say rfm';
  return [{ path: ['basket', 'contrast'], found: 'segment', message, about: ['segment'] }];
}
