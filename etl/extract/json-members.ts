/** A member of a JSON object: strings without quotes, null as null, anything else as it is spelled. */
export type Member = [key: string, value: string | null];

/**
 * The members of a JSON object in the order written, the spelling of numbers kept, doubles of a key included; undefined where the
 * text is JSON of another kind. Throws SyntaxError where it is no JSON.
 */
export function jsonMembers(text: string): Member[] | undefined {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const members: Member[] = [];
  for (let at = afterBlanks(text, text.indexOf('{') + 1); text[at] !== '}'; ) {
    const keyEnd = stringEnd(text, at);
    const start = afterBlanks(text, text.indexOf(':', keyEnd) + 1);
    const end = valueEnd(text, start);
    members.push([JSON.parse(text.slice(at, keyEnd)), spelled(text.slice(start, end))]);
    at = afterBlanks(text, end);
    if (text[at] === ',') at = afterBlanks(text, at + 1);
  }
  return members;
}

function spelled(value: string): string | null {
  if (value === 'null') return null;
  return value.startsWith('"') ? JSON.parse(value) : value;
}

function afterBlanks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) <= 0x20) at++;
  return at;
}

function stringEnd(text: string, from: number): number {
  let end = text.indexOf('"', from + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end + 1;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === '\\') slashes++;
  return slashes % 2 === 1;
}

function valueEnd(text: string, from: number): number {
  if (text[from] === '"') return stringEnd(text, from);
  let depth = 0;
  for (let at = from; ; ) {
    const character = text[at] as string;
    if (depth === 0 && /[,}\s]/.test(character)) return at;
    if (character === '{' || character === '[') depth++;
    if (character === '}' || character === ']') depth--;
    at = character === '"' ? stringEnd(text, at) : at + 1;
    if (depth === 0 && (character === '}' || character === ']')) return at;
  }
}
