export { toArrow } from './arrow.js';
export { type DanfoFrame, fromDanfo, toDanfo } from './danfo.js';
