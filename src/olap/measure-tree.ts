import { type Formula, readFormula } from '../project/cube/formula.js';
import type { CubeMeasure } from '../project/cube/measure-schema.js';
import type { Cube } from './cube.js';

/** The formula of a calculated measure; a ratio is a division. Undefined for a measure of its own. */
export function formulaOf({ ratio, formula }: CubeMeasure): Formula | undefined {
  if (ratio) return { operator: '/', left: { name: ratio[0] }, right: { name: ratio[1] } };
  const tree = formula === undefined ? undefined : readFormula(formula);
  return typeof tree === 'string' ? undefined : tree;
}

/** The measures of facts that a measure is made of in the end. */
export function baseMeasures(cube: Cube, name: string): string[] {
  const measure = cube.measures.get(name);
  const formula = measure && formulaOf(measure);
  return formula ? [...new Set(namesIn(formula).flatMap(one => baseMeasures(cube, one)))] : [name];
}

/** Whether the value of a whole is the sum of the values of its parts. */
export function isAdditive(cube: Cube, name: string): boolean {
  const measure = cube.measures.get(name) as CubeMeasure;
  const formula = formulaOf(measure);
  if (formula) return addsUp(cube, formula);
  return (measure.sum !== undefined || measure.count !== undefined) && measure.over === undefined;
}

function addsUp(cube: Cube, formula: Formula): boolean {
  if ('name' in formula) return isAdditive(cube, formula.name);
  if ('number' in formula) return formula.number === '0';
  const { operator, left, right } = formula;
  return (operator === '+' || operator === '-') && addsUp(cube, left) && addsUp(cube, right);
}

function namesIn(formula: Formula): string[] {
  if ('name' in formula) return [formula.name];
  return 'number' in formula ? [] : [...namesIn(formula.left), ...namesIn(formula.right)];
}
