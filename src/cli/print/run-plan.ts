import type { RunPlan } from '../../index.js';
import { tableSection } from './paragraph.js';
import { sheetOf } from './sheet.js';

/** What a run would land and make, each with its reason; all other tables would be kept (`--json` names them). */
export function planText({ sources, tables }: RunPlan): string {
  const news = sources.flatMap(({ source, files }) => files.map(file => ({ source, ...file })));
  const known = sources.reduce((sum, { unchanged }) => sum + unchanged, 0);
  const built = tables.filter(({ action }) => action !== 'keep');
  const counts = [
    `${news.length} of ${news.length + known} files would be landed`,
    `${built.length} of ${tables.length} tables would be built`,
  ];
  return [
    `${counts.join(', ')}\n`,
    tableSection('would be landed', sheetOf(news, ['source', 'path', 'action', 'why'])),
    tableSection('would be built', sheetOf(built, ['name', 'action', 'why'])),
  ].join('');
}
