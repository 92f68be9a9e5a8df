export { segment } from './model.js';
