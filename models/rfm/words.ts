import type { Words } from '../model.js';
import { coverageSentences } from './coverage-sentences.js';
import { definitions } from './definitions.js';
import type { RfmFitted } from './fit.js';
import { sufficiency } from './sufficiency.js';

/** What the scores mean, what the data did not suffice for, and how the segment map covers its cells. */
export function words(fitted: RfmFitted): Words {
  return {
    definitions: definitions(fitted),
    warnings: sufficiency(fitted),
    notes: coverageSentences(fitted.map, fitted.other),
  };
}
