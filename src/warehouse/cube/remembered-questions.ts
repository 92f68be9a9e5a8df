import { CliError } from '../../errors.js';
import type { Cube } from '../../olap/cube.js';
import type { CubeQuery } from '../../olap/query.js';
import { requestOf } from '../../olap/request.js';
import { askedBefore } from '../../run/asked.js';
import type { State } from '../../run/state.js';
import { isShape, type QuestionShape, questionOfShape } from './question-shape.js';

/** A shape of questions, and how often it was asked. */
export interface AskedShape extends Pick<QuestionShape, 'rows' | 'columns' | 'where' | 'measures'> {
  times: number;
}

/** A question of that shape. */
export interface Remembered {
  shape: AskedShape;
  question: CubeQuery;
  times: number;
}

/** So many different ones are looked at, those that were asked most. */
const most = 50;

/** The questions to a cube that are remembered and still are ones, those first that were asked most. */
export function rememberedQuestions(state: State, cube: Cube): Remembered[] {
  const known = new Map<string, Remembered>();
  for (const shape of askedBefore(state).filter(isShape)) {
    if (shape.cube !== cube.name) continue;
    const question = questionOfShape(cube, shape);
    const key = JSON.stringify(question);
    const times = (known.get(key)?.times ?? 0) + 1;
    const { rows, columns, where, measures } = shape;
    known.set(key, { question, times, shape: { rows, columns, where, measures, times } });
  }
  const standing = [...known.values()].filter(one => isQuestion(cube, one.question));
  return standing.sort((a, b) => b.times - a.times).slice(0, most);
}

/** A question from a time when the cube had other names is none any more. */
function isQuestion(cube: Cube, question: CubeQuery): boolean {
  try {
    return requestOf(cube, question) !== undefined;
  } catch (error) {
    if (error instanceof CliError) return false;
    throw error;
  }
}
