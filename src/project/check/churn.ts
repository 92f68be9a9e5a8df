import { nearest, suggestion } from '../../nearest.js';
import { entityColumns } from '../entities.js';
import type { Finding } from '../finding.js';
import type { ProjectFile } from '../schema.js';

/** Whether the churn section names an attribute that can tell when a customer left, and only where it is asked. */
export function checkChurn(config: ProjectFile): Finding[] {
  const { churn } = config;
  if (!churn) return [];
  if (churn.by === 'attribute') return checkAttribute(config, churn);
  return (['attribute', 'left'] as const).flatMap((key): Finding[] =>
    churn[key] === undefined
      ? []
      : [{ path: ['churn', key], at: 'key', message: `only by: attribute reads it, not ${churn.by}` }],
  );
}

type Churn = NonNullable<ProjectFile['churn']>;

function checkAttribute(config: ProjectFile, { attribute, left }: Churn): Finding[] {
  const path = ['churn', 'attribute'];
  if (attribute === undefined) return [{ path, at: 'missing', message: 'missing; by: attribute reads it' }];
  const mappings = config.entities.customer ?? [];
  const mapped = [...new Set(mappings.flatMap(({ columns }) => Object.keys(columns)))];
  if (!mapped.includes(attribute)) {
    const near = nearest(attribute, mapped);
    const message = `no mapping of customer fills "${attribute}"${suggestion(near)}`;
    return [{ path, found: attribute, nearest: near, message, about: ['entities', 'customer'] }];
  }
  const own = mappings.map(({ columns }) => columns[attribute]);
  const type = own.find(one => one?.type)?.type ?? entityColumns('customer')[attribute]?.type;
  const isDay = type === 'date' || type === 'timestamp';
  if (isDay)
    return left
      ? [{ path: ['churn', 'left'], at: 'key', message: `${attribute} is a day by itself; leave it out` }]
      : [];
  if (!left) {
    const message = `missing; ${attribute} is no date, so say which of its words mean that a customer has left`;
    return [{ path: ['churn', 'left'], at: 'missing', message }];
  }
  const isContact = own.some(one => one?.personal === 'contact');
  const history = config.dimensions.customer.history[attribute] ?? (isContact ? 1 : 2);
  const lost = `its history is of type ${history}, so nobody knows when it changed; say dimensions: { customer: { history: { ${attribute}: 2 } } }`;
  return history === 2 ? [] : [{ path, found: attribute, message: lost }];
}
