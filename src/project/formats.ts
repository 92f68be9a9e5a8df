/** The declared ways of writing dates and numbers. */
export { type DateFormat, parseDateFormat, swapped } from './date-format.js';
export { type NumberFormat, parseNumberFormat } from './number-format.js';
