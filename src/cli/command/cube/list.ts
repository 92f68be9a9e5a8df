import type { Command } from 'commander';
import type { CubeEntry, CubeMember, CubeShown } from '../../../index.js';
import { print, printSheet, say } from '../../output.js';
import { htmlPage, markdownPage } from '../../print/cube-page.js';
import { labelled, tableSection } from '../../print/paragraph.js';
import { sheetOf } from '../../print/sheet.js';
import { onWarehouse } from '../../session.js';
import { whole } from '../../whole.js';

interface MembersOptions {
  search?: string;
  offset?: number;
  limit?: number;
}

/** `cube list`, `cube show NAME`, `cube members NAME LEVEL`: what can be asked. */
export function defineLooking(command: Command): void {
  const sub = (name: string, about: string) => command.command(name).copyInheritedSettings(command).description(about);
  sub('list', 'every cube').action(
    onWarehouse<object, CubeEntry[]>(
      warehouse => warehouse.cubes(),
      (cubes, { options }) =>
        printSheet(sheetOf(cubes, ['cube', 'origin', 'measures', 'levels', 'description']), options),
    ),
  );
  sub('show', 'what can be asked of a cube')
    .argument('<name>', 'of the cube')
    .option('--markdown', 'a page for reference')
    .option('--html', 'the same page as one HTML file')
    .action(
      onWarehouse<{ markdown?: true; html?: true }, CubeShown>(
        (warehouse, { args: [name = ''] }) => warehouse.cube(name).show(),
        (shown, { options }) =>
          print(
            {
              value: shown,
              text: options.html ? htmlPage(shown) : options.markdown ? markdownPage(shown) : textOf(shown),
              sheet: sheetOf(shown.levels),
            },
            options,
          ),
      ),
    );
  sub('members', 'the members of a level')
    .argument('<name>', 'of the cube')
    .argument('<level>', 'dimension.level')
    .option('--search <text>', "in the key or the caption; % stands for anything: 'Ab%' begins with it")
    .option('--limit <n>', 'so many members', whole)
    .option('--offset <n>', 'after so many members', whole)
    .action(
      onWarehouse<MembersOptions, CubeMember[]>(
        // One more than is shown tells whether there are more.
        (warehouse, { args: [name = '', level = ''], options: { search, offset, limit } }) =>
          warehouse.cube(name).members(level, { search, offset, limit: limit === undefined ? limit : limit + 1 }),
        async (members, { options }) => {
          const shown = members.slice(0, options.limit).map(one => ({ ...one, path: one.path.join(' > ') }));
          await printSheet(sheetOf(shown, ['key', 'caption', 'path']), options);
          if (shown.length < members.length) say('there are more: a higher --limit, or --offset, shows them', options);
        },
      ),
    );
}

function textOf({ cube, description, file, facts, levels, hierarchies, measures, sets, members }: CubeShown): string {
  return [
    labelled([
      ['cube', cube],
      ['about', description],
      ['file', file],
    ]),
    tableSection('facts', sheetOf(facts)),
    tableSection('levels', sheetOf(levels)),
    ...(hierarchies.length > 0 ? [tableSection('hierarchies', sheetOf(hierarchies))] : []),
    tableSection('measures', sheetOf(measures)),
    ...(sets.length > 0 ? [tableSection('sets', sheetOf(sets))] : []),
    ...(members.length > 0 ? [tableSection('calculated members', sheetOf(members))] : []),
  ].join('');
}
