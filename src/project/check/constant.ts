import { isDay, isMoment } from '../../moment.js';
import type { ValueType } from '../entities.js';

const expected: Record<ValueType, string> = {
  text: 'a text',
  id: 'a text or a whole number',
  money: 'a number of at most 14 digits and 4 decimals',
  quantity: 'a number of at most 14 digits and 4 decimals',
  decimal: 'a number of at most 10 digits and 8 decimals',
  integer: 'a whole number',
  date: 'a date such as 2026-12-31',
  timestamp: 'a time such as 2026-12-31 23:59:59, of at most 6 decimals',
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
      return typeof value === 'string' && isMoment(value) && !/[.][0-9]{6}[0-9]*[1-9]/.test(value);
    case 'decimal':
      return isDecimal(value, 8);
    default:
      return isDecimal(value, 4);
  }
}

/** Whether a number stands in a column of 18 digits as it is: a bound that was rounded would let pass what it should not. */
function isDecimal(value: string | number | boolean, digits: number): boolean {
  return typeof value === 'number' && Math.abs(value) < 10 ** (18 - digits) && Number(value.toFixed(digits)) === value;
}
