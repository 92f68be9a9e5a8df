export { churn } from './model.js';
