import { phraseRules } from './phrase-rules.js';
import { type Token, tokens } from './tokens.js';
import { wordRules } from './word-rules.js';

/**
 * What a select says that is not known to mean the same on both engines, e.g. `line 3: ilike; write lower(x) like`.
 * Empty when all of it is portable as far as its words show; types are not inferred.
 */
export function unportable(sql: string): string[] {
  const text = tokens(sql);
  const around = enclosing(text);
  const faults = text.flatMap(({ line }, at) => {
    const found = phraseAt(text, at) ?? firstOf(wordRules.map(rule => rule({ text, at, around: around[at] ?? [] })));
    return found ? [`line ${line}: ${found}`] : [];
  });
  const first = text[0]?.text ?? '';
  const start = ['select', 'with', '('].includes(first)
    ? []
    : [`line ${text[0]?.line ?? 1}: ${first}; a file is one select`];
  return [...new Set([...start, ...faults])];
}

const phrases = phraseRules.map(({ phrase, instead }) => ({ phrase, instead, parts: phrase.split(' ') }));

function phraseAt(text: Token[], at: number): string | undefined {
  const found = phrases.find(({ parts }) => parts.every((part, index) => fits(text[at + index], part)));
  return found && `${found.phrase}; write ${found.instead}`;
}

function fits(token: Token | undefined, part: string): boolean {
  return part === '<string>' ? token?.kind === 'string' : token?.kind !== 'quoted' && token?.text === part;
}

/** For each token the words before the parentheses that are open around it, the innermost last. */
function enclosing(text: Token[]): string[][] {
  let open: string[] = [];
  return text.map((token, at) => {
    if (token.text === ')') open = open.slice(0, -1);
    const before = open;
    if (token.text === '(') open = [...open, text[at - 1]?.text ?? ''];
    return before;
  });
}

function firstOf(faults: (string | undefined)[]): string | undefined {
  return faults.find(fault => fault !== undefined);
}
