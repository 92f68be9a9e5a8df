import { Command } from 'commander';
import { expect, it } from 'vitest';
import { addAskOptions, questionOf } from './ask-options.js';

const asked = (...words: string[]) => {
  const command = addAskOptions(new Command().exitOverride().configureOutput({ writeErr: () => {} }));
  return questionOf(command.parse(words, { from: 'user' }).opts());
};

it('the least members are asked for as the greatest are', () => {
  expect(asked('--top', '5', '--by', 'orders', '--others').top).toMatchObject({
    count: 5,
    bottom: false,
    others: true,
  });
  expect(asked('--bottom', '3', '--ties').top).toMatchObject({ count: 3, bottom: true, ties: true });
  expect(asked('--rows', 'date.year').top).toBeUndefined();
});

it('the greatest and the least are not asked for at once', () => {
  expect(() => asked('--top', '5', '--bottom', '3')).toThrow(/'--bottom <n>' cannot be used with option '--top <n>'/);
});

it.each([
  ['--by', 'orders', '--top or --bottom'],
  ['--level', 'store.country', '--top or --bottom'],
  ['--others', '', '--top or --bottom'],
  ['--ties', '', '--top or --bottom'],
  ['--across', '', '--order'],
])('%s alone says nothing, and is refused', (alone, value, other) => {
  expect(() => asked(alone, ...(value ? [value] : []))).toThrow(`${alone} goes with ${other}`);
});
