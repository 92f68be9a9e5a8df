import { miners, questions } from '../../../models/index.js';
import type { Mining } from '../../../models/mining.js';

/** One thing that can be asked of a file. */
export interface Minable extends Pick<Mining<object, object>, 'sentence' | 'columns' | 'choices' | 'asksRows'> {
  model: string;
  /** The package that `reference` names, where there is one. */
  reference?: string | undefined;
}

/** What can be asked of a file: the columns that each question needs, the choices it offers. */
export function minable(): Minable[] {
  const ofModels = miners.map(({ name, reference, mining: { sentence, columns, choices, asksRows } }) => {
    return { model: name, sentence, columns, choices, ...(asksRows && { asksRows }), reference: reference?.package };
  });
  const others = questions.map(({ name, sentence, columns, choices }) => ({ model: name, sentence, columns, choices }));
  return [...ofModels, ...others];
}
