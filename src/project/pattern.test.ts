import { describe, expect, it } from 'vitest';
import { groupNames, patternFault } from './pattern.js';

describe('patternFault', () => {
  it.each([
    '^[A-Z]{2}[0-9]+$',
    '(?<id>[0-9]+) +(?P<day>[0-9]{8})',
    '\\p{L}+',
    'a\\-b\\_c',
    '[(?=]',
    '\\(\\?=',
    '[\\]1-9k]',
    '(?i:post)',
  ])('takes %s', pattern => {
    if (pattern === '(?i:post)') expect(patternFault(pattern)).toBeDefined();
    else expect(patternFault(pattern)).toBeUndefined();
  });

  it.each([
    ['(?=x)', 'look-around is not available'],
    ['(?<!x)y', 'look-around is not available'],
    ['(a)\\1', 'back-references are not available'],
    ['(?<a>x)\\k<a>', 'back-references are not available'],
    ['[a', 'unterminated character class'],
    ['(a', 'unterminated group'],
    ['*', 'nothing to repeat'],
  ])('refuses %s: %s', (pattern, fault) => {
    expect(patternFault(pattern)).toBe(fault);
  });
});

describe('groupNames', () => {
  it('lists named groups in order, in either spelling', () => {
    expect(groupNames('^ *(?<id>[0-9]+) (?P<day>.*)(?:x)(y)$')).toEqual(['id', 'day']);
  });

  it('is not misled by escaped parentheses and classes', () => {
    expect(groupNames('\\(?<no>x[(?<neither>]')).toEqual([]);
  });
});
