import { nearest, suggestion } from '../../nearest.js';
import type { Finding } from '../finding.js';

/** That a time zone is one of the system's. */
export function checkTimeZone(zone: string, path: Finding['path']): Finding[] {
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  if (zones.includes(zone) || (/^[A-Za-z]/.test(zone) && isAlias(zone))) return [];
  const near = nearest(zone, zones);
  const message = `found "${zone}", expected a time zone such as UTC or Europe/Berlin${suggestion(near)}`;
  return [{ path, found: zone, nearest: near, message }];
}

/** Another name of a zone, such as US/Eastern. Slow to find out, so asked last. */
function isAlias(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
