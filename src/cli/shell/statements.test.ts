import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statementsOf } from './statements.js';

describe('statementsOf', () => {
  it.each([
    ['select 1;', ['select 1'], ''],
    ['select 1; select 2;', ['select 1', 'select 2'], ''],
    ['select 1', [], 'select 1'],
    ['select 1; select', ['select 1'], ' select'],
    [';;', [], ''],
    ["select ';';", ["select ';'"], ''],
    ["select 'it''s; fine';", ["select 'it''s; fine'"], ''],
    ["select 'open;", [], "select 'open;"],
    ['select ";" from t;', ['select ";" from t'], ''],
    ['select 1 -- no; not yet', [], 'select 1 -- no; not yet'],
    ['select 1 -- no;\n;', ['select 1 -- no;'], ''],
    ['select /* ; */ 1;', ['select /* ; */ 1'], ''],
    ['select /* ;', [], 'select /* ;'],
    ['select $$;$$;', ['select $$;$$'], ''],
    ['select $a$ ; $$ ; $a$;', ['select $a$ ; $$ ; $a$'], ''],
  ])('%j', (text, statements, rest) => {
    expect(statementsOf(text)).toEqual({ statements, rest });
  });

  it('takes any text apart in time that grows with it, and loses nothing but semicolons and blanks', () => {
    const piece = fc.constantFrom("'", '"', ';', '--', '\n', '/*', '*/', '$$', '$a$', 'select', ' ');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 200 }), pieces => {
        const text = pieces.join('');
        const { statements, rest } = statementsOf(text);
        const bare = (given: string) => given.replace(/[\s;]/g, '');
        expect(bare(statements.join('') + rest)).toBe(bare(text));
      }),
      { seed: 8 },
    );
  });
});
