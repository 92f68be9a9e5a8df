import { expect, it, vi } from 'vitest';
import { showProgress } from './progress.js';

it('is one line on a terminal, redrawn at most every 80 ms, cut to its width, and taken away at the end', () => {
  const { screen, written, at } = stage(true);
  const { show, clear } = showProgress(screen, {}, at.now);
  show({ step: 'land', name: 'sales', done: 1, total: 4 });
  at.pass(10);
  show({ step: 'land', name: 'sales', done: 2, total: 4 });
  at.pass(100);
  show({ step: 'land', name: 'a file with a very long name \u001b[2J', done: 3, total: 4 });
  clear();
  clear();
  expect(written).toEqual([
    '\r\x1b[2Kland  █████░░░░░░░░░░░░░░░  1/4  sales',
    '\r\x1b[2Kland  ███████████████░░░░░  3/4  a fil…',
    '\r\x1b[2K',
  ]);
});

it('is a plain line per step elsewhere, and a sign of life every half minute, with time and memory, until it ends', () => {
  vi.useFakeTimers();
  try {
    const { screen, written, at } = stage(false);
    const { show, clear } = showProgress(screen, {}, at.now);
    const pass = (ms: number) => {
      at.pass(ms);
      vi.advanceTimersByTime(ms);
    };
    pass(30_000);
    show({ step: 'land', name: 'sales', done: 0, total: 305 });
    show({ step: 'land', name: 'stores\u001b[2J', done: 1, total: 305 });
    pass(29_999);
    expect(written).toEqual(['land  0/305  sales\n']);
    pass(1);
    show({ step: 'build' });
    pass(30_000);
    pass(30_000);
    clear();
    pass(60_000);
    expect(written.map(line => line.replace(/\d+ MB/, 'N MB'))).toEqual([
      'land  0/305  sales\n',
      'land  1/305  stores␛[2J  1m00s  N MB\n',
      'build\n',
      'build  1m30s  N MB\n',
      'build  2m00s  N MB\n',
    ]);
    expect(Number(/(\d+) MB/.exec(written.at(-1) ?? '')?.[1])).toBeGreaterThan(10);
  } finally {
    vi.useRealTimers();
  }
});

it('is silent when it should be', () => {
  const { screen, written } = stage(true);
  const { show, clear } = showProgress(screen, { quiet: true });
  show({ step: 'land' });
  clear();
  expect(written).toEqual([]);
});

function stage(isTTY: boolean) {
  const written: string[] = [];
  let time = 0;
  const at = {
    now: () => time,
    pass: (ms: number) => {
      time += ms;
    },
  };
  return { screen: { isTTY, columns: 40, write: (text: string) => written.push(text) > 0 }, written, at };
}
