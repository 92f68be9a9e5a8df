import type { EntityName } from '../project/entities.js';
import type { Group, GroupColumn } from './groups.js';

/**
 * The same group, where its records have several numbers (an id beside a SKU), with that one as theirs by which other files speak of them
 * most. The others become attributes.
 */
export function bySpokenNumber(group: Group, entity: EntityName, others: Group[]): Group {
  const field = `${entity}_id`;
  const spoken = new Set(
    others
      .filter(other => other !== group)
      .flatMap(other => other.columns.filter(one => one.field === field).flatMap(one => valuesOf(other, one))),
  );
  const known = (column: GroupColumn) => new Set(valuesOf(group, column).filter(value => spoken.has(value))).size;
  const tellApart = group.columns.filter(({ distinct }) => distinct > 0 && distinct >= group.records * 0.98);
  const isOwn = (column: GroupColumn) => column.field === field || column.field === 'id';
  const now = group.columns.find(column => column.field === field) ?? group.columns.find(isOwn);
  const best = tellApart.filter(isOwn).reduce((most, one) => (most && known(most) >= known(one) ? most : one), now);
  if (!now || !best || best === now) return group;
  const columns = group.columns.map(column => {
    if (column === best) return { ...column, field };
    return column.field === field ? { ...column, field: undefined } : column;
  });
  return { ...group, columns };
}

function valuesOf({ files }: Group, { name }: GroupColumn): string[] {
  return files.flatMap(file => {
    const at = file.columns.indexOf(name);
    return at < 0 ? [] : file.rows.map(row => row[at] ?? '');
  });
}
