import type { Cube } from './cube.js';
import type { Shown } from './shown.js';
import { usage } from './usage.js';

/** Throws CliError (usage) where the columns of an answer would have one name: SQL does not tell upper from lower case. */
export function checkNames(cube: Cube, shown: Shown[]): void {
  const names = shown.map(one => one.as.toLowerCase());
  const at = names.findIndex((name, place) => names.indexOf(name) < place);
  if (at >= 0) {
    const [first, twice] = [shown[names.indexOf(names[at] as string)]?.as, shown[at]?.as];
    throw usage(
      `${twice} is asked for twice${first === twice ? '' : `, as ${first} too`}`,
      'leave one out; in a file, as gives a measure another name',
    );
  }
  const levels = new Set([...cube.levels.keys()].map(name => name.toLowerCase()));
  for (const { measure, as } of shown) {
    const what = levels.has(as.toLowerCase()) ? 'a level' : besides.test(as) ? 'a column beside the measures' : '';
    if (what) throw usage(`${measure} cannot be called ${as}, as ${what} is`, 'give it another name with as');
  }
}

const besides = /^\$|\$(caption|order|others|calculated|so_far)$/i;
