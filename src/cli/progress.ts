import type { WriteStream } from 'node:tty';
import type { Progress } from '../index.js';
import { truncate } from './print/truncate.js';
import { visible } from './print/visible.js';

/** Milliseconds between two drawings of the bar, and between two signs of life in a log. */
const redraw = 80;
const heartbeat = 30_000;

type Screen = Pick<WriteStream, 'write' | 'isTTY' | 'columns'>;

/** Tells how far the work is: one line redrawn on a terminal; elsewhere a plain line per step, and every 30 seconds one with the time it took so far and the memory it has; nothing when quiet. `clear` ends it. */
export function showProgress(
  screen: Screen,
  { quiet }: { quiet?: boolean },
  now: () => number = () => performance.now(),
): { show: (event: Progress) => void; clear: () => void } {
  if (quiet) return { show: () => {}, clear: () => {} };
  return screen.isTTY ? bar(screen, now) : lines(screen, now);
}

function bar(screen: Screen, now: () => number) {
  let drawn = Number.NEGATIVE_INFINITY;
  let isDrawn = false;
  const show = (event: Progress) => {
    if (now() - drawn < redraw && event.done !== event.total) return;
    drawn = now();
    isDrawn = true;
    screen.write(`\r\x1b[2K${truncate(sentence(event, gauge), (screen.columns || 80) - 1)}`);
  };
  const clear = () => {
    if (isDrawn) screen.write('\r\x1b[2K');
    isDrawn = false;
  };
  return { show, clear };
}

/** A line per step, and while a step goes on one every so often, from whatever it told last: whoever reads the log sees that it lives. */
function lines(screen: Screen, now: () => number) {
  const begun = now();
  let last: Progress | undefined;
  const beat = setInterval(() => {
    if (last) screen.write(`${sentence(last, () => '')}  ${signOfLife(now() - begun)}\n`);
  }, heartbeat).unref();
  const show = (event: Progress) => {
    if (event.step !== last?.step) screen.write(`${sentence(event, () => '')}\n`);
    last = event;
  };
  return { show, clear: () => clearInterval(beat) };
}

function signOfLife(elapsed_ms: number): string {
  const seconds = Math.round(elapsed_ms / 1000);
  const time = seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${String(seconds % 60).padStart(2, '0')}s`;
  return `${time}  ${Math.round(process.memoryUsage.rss() / 1e6)} MB`;
}

function sentence({ step, name, done, total, text }: Progress, draw: (share: number) => string): string {
  const share = done === undefined || !total ? [] : [draw(done / total), `${done}/${total}`];
  return visible([step, ...share, name, text].filter(Boolean).join('  '));
}

function gauge(share: number): string {
  const width = 20;
  const full = Math.max(0, Math.min(width, Math.round(share * width)));
  return `${'█'.repeat(full)}${'░'.repeat(width - full)}`;
}
