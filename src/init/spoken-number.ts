import type { EntityName } from '../project/entities.js';
import { textsIn } from './column-texts.js';
import { areApart } from './evidence.js';
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
      .flatMap(({ columns, files }) =>
        columns.filter(one => one.field === field).flatMap(({ name }) => textsIn(files, name)),
      )
      .filter(text => text),
  );
  const known = ({ name }: GroupColumn) => new Set(textsIn(group.files, name).filter(text => spoken.has(text))).size;
  const tellApart = group.columns.filter(column => column.distinct > 0 && areApart(column, group.records));
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
