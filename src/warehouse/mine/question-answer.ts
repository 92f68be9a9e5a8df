import type { Question } from '../../../models/question.js';
import { interruptibly } from '../interruptibly.js';
import type { Find } from './find.js';

/** Answers a question that scores nobody; all that it found is a table for the session. */
export function findByQuestion<Options extends object>({ training, find }: Question<Options>): Find {
  return async (engine, options) => {
    const features = await engine.query(training);
    const { answer, tables, list, words } = interruptibly(() => find(features, options as Options));
    await engine.write('mine.found', list);
    return {
      answer,
      tables: tables.map(({ name, rows }) => ({ name, columns: Object.keys(rows[0] ?? {}), rows })),
      words,
      everything: 'select * from mine.found',
      scoring: null,
    };
  };
}
