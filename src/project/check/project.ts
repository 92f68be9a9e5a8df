import { type EntityName, entities } from '../entities.js';
import { type Finding, suggestion } from '../finding.js';
import { nearest } from '../nearest.js';
import type { ProjectFile } from '../schema.js';
import { checkDimensions } from './dimension.js';
import { checkEntity } from './entity.js';
import { checkRfm } from './rfm.js';
import { checkSource, checkSourceName } from './source.js';

/** What the schema cannot see: whether the parts of a project file fit together. */
export function checkProject(config: ProjectFile): Finding[] {
  return [
    ...checkTimeZone(config.calendar.time_zone),
    ...Object.entries(config.sources).flatMap(([name, source]) => checkSource(name, source)),
    ...Object.keys(config.entities).flatMap(entity => checkEntity(config, entity as EntityName)),
    ...checkDimensions(config),
    ...checkTables(config),
    ...checkRfm(config.rfm),
  ];
}

function checkTables(config: ProjectFile): Finding[] {
  return Object.entries(config.tables).flatMap(([name, table]) => {
    const taken = Object.hasOwn(entities, name)
      ? 'an entity'
      : takenNames.includes(name)
        ? 'a table of ours'
        : undefined;
    const clash: Finding = {
      path: ['tables', name],
      at: 'key',
      found: name,
      message: `"${name}" is the name of ${taken}; choose another`,
    };
    return [...(taken ? [clash] : []), ...checkSourceName(config, table.source, ['tables', name, 'source'])];
  });
}

const takenNames = ['quarantine', 'account', 'format', 'batch'];

function checkTimeZone(zone: string): Finding[] {
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')];
  if (zones.includes(zone) || (/^[A-Za-z]/.test(zone) && isAlias(zone))) return [];
  const near = nearest(zone, zones);
  const message = `found "${zone}", expected a time zone such as UTC or Europe/Berlin${suggestion(near)}`;
  return [{ path: ['calendar', 'time_zone'], found: zone, nearest: near, message }];
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
