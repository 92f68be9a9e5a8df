import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { type AskOptions, addAskOptions, questionOf } from './ask-options.js';

/* The truth is the table of options in docs/cli.md. */
const asked = (...words: string[]) =>
  questionOf(addAskOptions(new Command()).parse(words, { from: 'user' }).opts<AskOptions>());
const always = { measures: ['revenue'], totals: 'full', aggregates: true };

describe('the options of a question', () => {
  it('name the level whose members are the top', () => {
    const words = ['--measures', 'revenue', '--level', 'product.category', '--bottom', '2', '--ties'];
    const top = { count: 2, level: 'product.category', ties: true, bottom: true };
    expect(asked(...words)).toEqual({ ...always, top });
  });

  it('order within each parent, or across all rows', () => {
    const words = ['--measures', 'revenue', '--order', '-revenue'];
    expect(asked(...words)).toEqual({ ...always, order: { by: 'revenue', descending: false } });
    expect(asked(...words, '--across')).toEqual({
      ...always,
      order: { by: 'revenue', descending: false, across: true },
    });
  });

  it('open members of a level', () => {
    const open = "product.category = 'Tea'";
    expect(asked('--measures', 'revenue', '--open', open)).toEqual({ ...always, open });
  });

  it('refuse --level and --across that nothing goes by', () => {
    expect(() => asked('--measures', 'revenue', '--level', 'product.category')).toThrow(/--level .* --top or --bottom/);
    expect(() => asked('--measures', 'revenue', '--across')).toThrow(/--across .* --order/);
  });
});
