export { basket } from './model.js';
