import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

const most = 1000;

/** What was typed at the prompt before, the newest first; empty when nothing was kept. */
export function readHistory(): string[] {
  try {
    return readFileSync(historyFile(), 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}

/** Keeps the last lines for the next time, readable by their owner only; a folder that cannot be written keeps nothing. */
export function writeHistory(lines: string[]): void {
  try {
    mkdirSync(dirname(historyFile()), { recursive: true, mode: 0o700 });
    writeFileSync(historyFile(), lines.slice(0, most).join('\n'), { mode: 0o600 });
  } catch {}
}

function historyFile(): string {
  const state = process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state');
  return join(state, 'custometry', 'history');
}
