import { userInfo } from 'node:os';

/** The user of the operating system, by number where it has no name. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}
