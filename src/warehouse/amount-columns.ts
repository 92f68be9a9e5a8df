import { mentions } from '../../etl/attributes.js';
import type { Manifest } from '../../etl/manifest.js';
import { percent } from '../count.js';
import type { Mapping, ProjectFile } from '../project/schema.js';

/** A file that no longer has the columns which the amounts of its order lines were read from. */
interface LostAmounts {
  source: string;
  file: string;
  columns: string[];
}

/** The files of these deliveries that lost them, each against the file before it. */
export function lostAmounts({ entities }: ProjectFile, delivered: Manifest[]): LostAmounts[] {
  const mappings = entities.order_line ?? [];
  return delivered.flatMap(({ source, drift }) =>
    drift.flatMap(({ file, removed }) => {
      const own = mappings.filter(mapping => mapping.source === source);
      const columns = [...new Set(own.flatMap(mapping => lostBy(mapping, removed)))];
      return columns.length > 0 ? [{ source, file, columns }] : [];
    }),
  );
}

/** What a run that lands them may fail for, foreseen. */
export function lostAmountWords(config: ProjectFile, delivered: Manifest[]): string[] {
  const { count, share } = config.limits.amount_missing;
  const allowed = [count !== undefined && `${count}`, share !== undefined && percent(share)].filter(Boolean);
  if (allowed.length === 0) return [];
  return lostAmounts(config, delivered).map(
    ({ source, file, columns }) =>
      `source ${source}: ${file} lacks ${columns.join(', ')}, which the amounts of its order lines are read from: a run where more than ${allowed.join(' or ')} of the new lines have none fails (limits.amount_missing)`,
  );
}

/** Whether amounts come of the columns that are read: a mapping that reads none, such as of a list of what was looked at, is meant so. */
export function givesAmounts(isRead: (column: string) => boolean): boolean {
  return isRead('net_amount') || (isRead('quantity') && isRead('unit_price'));
}

/** The columns without which a mapping that read amounts may read none: an expression that is left with its tax, say, but no price. */
function lostBy({ columns }: Mapping, removed: string[]): string[] {
  const from = (column: string) => columns[column]?.from;
  const isLost = (text: string) => removed.some(name => mentions(text, name));
  const isLeft = (column: string) => from(column) !== undefined && !isLost(from(column) as string);
  if (!givesAmounts(column => from(column) !== undefined) || givesAmounts(isLeft)) return [];
  const texts = ['net_amount', 'quantity', 'unit_price'].flatMap(column => from(column) ?? []);
  return removed.filter(name => texts.some(text => mentions(text, name)));
}
