import type { WriteStream } from 'node:tty';
import type { Progress } from '../index.js';
import { truncate } from './print/truncate.js';
import { visible } from './print/visible.js';

/** Milliseconds between two drawings of the bar, and between two signs of life of one step in a log. */
const redraw = 80;
const heartbeat = 10_000;

type Screen = Pick<WriteStream, 'write' | 'isTTY' | 'columns'>;

/** Tells how far the work is: one line redrawn on a terminal, a plain line per step elsewhere, nothing when quiet. `clear` takes the line away. */
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

function lines(screen: Screen, now: () => number) {
  let step = '';
  let said = Number.NEGATIVE_INFINITY;
  const show = (event: Progress) => {
    if (event.step === step && now() - said < heartbeat) return;
    step = event.step;
    said = now();
    screen.write(`${sentence(event, () => '')}\n`);
  };
  return { show, clear: () => {} };
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
