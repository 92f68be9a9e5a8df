import type { Question } from '../question.js';
import { eventFeatures, eventTraining } from './events.js';
import { find } from './find.js';
import { sequencesDefaults as defaults, type SequencesOptions, sequencesOptions } from './options.js';

/** What customers do one after the other. */
export const sequencesQuestion: Question<SequencesOptions> = {
  name: 'sequences',
  title: 'Sequences',
  sentence: 'what customers buy or do one after the other: sequences and rules of them',
  columns: {
    customer: { sentence: 'whose events are one sequence', type: 'id', missing: 'left_out' },
    time: { sentence: 'when it was, a date or a number', type: 'moment', missing: 'refused' },
    item: { sentence: 'the column with one item of an event', type: 'id', missing: 'left_out' },
    basket: {
      sentence: 'the column that names a basket, whose items are one event; without it those of one time are',
      type: 'id',
      missing: 'refused',
      optional: true,
    },
  },
  choices: {
    support: { sentence: `the least share of the customers (default: ${defaults.support})`, type: 'number' },
    confidence: { sentence: `the least confidence of a rule (default: ${defaults.confidence})`, type: 'number' },
    length: {
      sentence: `the most items of a sequence (default: ${defaults.length}; where there are longer ones, that is said)`,
      type: 'whole',
    },
    size: { sentence: 'the most items of one event of it', type: 'whole' },
    elements: { sentence: 'the most events of it', type: 'whole' },
    'min-gap': { sentence: 'the least time from one event to the next, of dates in days', type: 'number' },
    'max-gap': { sentence: 'the most time from one event to the next', type: 'number' },
    window: { sentence: 'the most time from the first event to the last', type: 'number' },
    memory: {
      sentence: `the most megabytes of the search; what it did not reach is said (default: ${defaults.memory})`,
      type: 'whole',
    },
    top: { sentence: `how many sequences and rules are shown (default: ${defaults.top})`, type: 'whole' },
  },
  options: sequencesOptions,
  features: eventFeatures,
  training: eventTraining,
  find,
};
