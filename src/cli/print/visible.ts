/** Characters that would steer a terminal or hide in a line: controls, line separators, marks of direction, invisible ones, halves of pairs. */
const unsafe = /[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/** Text of data as it may stand on a terminal: a line feed becomes `␊`, an escape `␛`, a mark of direction `\u{202e}`. */
export function visible(text: string): string {
  return isPlain(text) ? text : text.replace(unsafe, picture);
}

/** The same for text of several lines: line feeds stay. */
export function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}

/** JSON with the same characters escaped; it parses to the same value. */
export function visibleJson(json: string): string {
  return isPlain(json) ? json : json.replace(unsafe, found => (found === '\n' ? found : escaped(found)));
}

function isPlain(text: string): boolean {
  return /^[ -~]*$/.test(text);
}

function picture(found: string): string {
  const code = found.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '␡';
  return code >= 0xd800 && code <= 0xdfff ? '\ufffd' : `\\u{${code.toString(16)}}`;
}

function escaped(found: string): string {
  return `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
