import { type EntityName, entities } from '../entities.js';
import type { Finding } from '../finding.js';
import type { ProjectFile } from '../schema.js';
import { checkBasket } from './basket.js';
import { checkChurn } from './churn.js';
import { checkDimensions } from './dimension.js';
import { checkEntity } from './entity.js';
import { checkNotify } from './notify.js';
import { checkRfm } from './rfm.js';
import { checkSchedule } from './schedule.js';
import { checkSource, checkSourceName } from './source.js';
import { checkTimeZone } from './time-zone.js';

/** What the schema cannot see: whether the parts of a project file fit together. */
export function checkProject(config: ProjectFile): Finding[] {
  return [
    ...checkTimeZone(config.calendar.time_zone, ['calendar', 'time_zone']),
    ...Object.entries(config.sources).flatMap(([name, source]) => checkSource(name, source)),
    ...Object.keys(config.entities).flatMap(entity => checkEntity(config, entity as EntityName)),
    ...checkDimensions(config),
    ...checkTables(config),
    ...checkRfm(config.rfm),
    ...checkBasket(config),
    ...checkChurn(config),
    ...checkSchedule(config),
    ...config.notify.flatMap(checkNotify),
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

const takenNames = [
  'quarantine',
  'account',
  'format',
  'batch',
  'order_line_standing',
  ...Object.keys(entities).map(name => `${name}_record`),
];
