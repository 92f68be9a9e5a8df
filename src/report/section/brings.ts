import { share } from '../format.js';

/** What somebody brings, after what they are; nothing where there is no revenue to share. */
export function brings(part: number | null): string {
  return part === null ? '' : ` and bring ${share(part)} of their revenue`;
}
