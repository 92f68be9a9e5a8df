/** A piece of SQL text that is neither blank nor comment. */
export interface Token {
  kind: 'word' | 'quoted' | 'string' | 'number' | 'sign';
  /** As written; words in lower case. */
  text: string;
  line: number;
}

const pattern = new RegExp(
  [
    String.raw`(?<comment>--[^\n]*|/\*[\s\S]*?\*/)`,
    `(?<string>'(?:[^']|'')*')`,
    '(?<quoted>"(?:[^"]|"")*")',
    String.raw`(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)`,
    String.raw`(?<word>[\p{L}_][\p{L}\p{N}_$]*)`,
    String.raw`(?<sign>::|->>|->|=>|:=|\|\||<=|>=|<>|!=|==|<<|>>|//|\*\*|!~|~~|[^\s])`,
  ].join('|'),
  'gu',
);

/** The tokens of an SQL text; comments are left out, strings are one token. */
export function tokens(sql: string): Token[] {
  const found: Token[] = [];
  let line = 1;
  let last = 0;
  for (const match of sql.matchAll(pattern)) {
    line += newlines(sql.slice(last, match.index));
    last = match.index;
    const [kind] = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined) ?? [];
    if (!kind || kind === 'comment') continue;
    const text = kind === 'word' ? match[0].toLowerCase() : match[0];
    found.push({ kind: kind as Token['kind'], text, line });
  }
  return found;
}

function newlines(text: string): number {
  return text.split('\n').length - 1;
}
