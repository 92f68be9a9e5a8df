// The kernels work on the rows from one to another, and add to what their thread has for itself.
export { close, help, run } from '../crew';
export { perform } from './tasks';
// Nobody calls these from outside, but what is exported stays a function of its own, which V8 compiles when it is first wanted.
export { assign } from './assign';
export { prepare } from './prepare';
export { attempt, spread } from './starts';
export { tally } from './sums';
export { measure, seek } from './transfer';
