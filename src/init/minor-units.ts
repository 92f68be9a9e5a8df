import { textsIn } from './column-texts.js';
import type { GroupColumn } from './groups.js';
import type { Looked } from './look.js';

/** What a header says of a sum that is in hundredths, behind its word and without signs. */
export const minorUnit = '(?:in)?(?:cents?|centimes?|pence|minor(?:units?)?)';
const saysSo = new RegExp(`${minorUnit}$`, 'i');
const signs = /[ _.()-]/g;
const isSum = /amount$|^unit_/;
/** As the interfaces of payment services write it; of those that have hundredths. */
const code = /^(?!bif|clp|djf|gnf|isk|jpy|kmf|krw|mga|pyg|rwf|ugx|vnd|vuv|xaf|xof|xpf)[a-z]{3}$/;

/** The same columns of these files, with those marked whose whole numbers are hundredths: by their header, or beside codes of currencies in small letters. */
export function withMinorUnits(columns: GroupColumn[], files: Looked[]): GroupColumn[] {
  const currency = columns.find(({ field }) => field === 'currency');
  const sums = columns.filter(({ field = '' }) => isSum.test(field)).filter(({ filled }) => filled > 0);
  const isWhole = ({ number, hasSheetNumbers }: GroupColumn) => number?.integers || hasSheetNumbers;
  const codes = currency ? textsIn(files, currency.name).filter(text => text) : [];
  const isOfService = codes.length > 0 && codes.every(text => code.test(text ?? '')) && sums.every(isWhole);
  return columns.map(column => {
    const isMinor =
      sums.includes(column) && isWhole(column) && (saysSo.test(column.name.replace(signs, '')) || isOfService);
    return isMinor ? { ...column, isMinor: true } : column;
  });
}
