import type { ValueType } from '../entities.js';
import { isDay, isMoment } from '../moment.js';

const expected: Record<ValueType, string> = {
  text: 'a text',
  id: 'a text or a whole number',
  money: 'a number',
  quantity: 'a number',
  decimal: 'a number',
  integer: 'a whole number',
  date: 'a date such as 2026-12-31',
  timestamp: 'a time such as 2026-12-31 23:59:59',
  boolean: 'true or false',
};

/** Why a constant of the project file is no value of a type; undefined when it is one. */
export function constantFault(value: string | number | boolean, type: ValueType): string | undefined {
  return fits(value, type) ? undefined : `found ${JSON.stringify(value)}, expected ${expected[type]}`;
}

function fits(value: string | number | boolean, type: ValueType): boolean {
  switch (type) {
    case 'text':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'id':
      return typeof value === 'string' || Number.isSafeInteger(value);
    case 'integer':
      return Number.isSafeInteger(value);
    case 'date':
      return typeof value === 'string' && isDay(value);
    case 'timestamp':
      return typeof value === 'string' && isMoment(value);
    default:
      return typeof value === 'number' && Number.isFinite(value);
  }
}
