export { sequencesQuestion } from './question.js';
