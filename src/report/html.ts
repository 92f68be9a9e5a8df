/** Text that is markup already; everything else that enters a template is escaped. */
export class Markup {
  constructor(private readonly text: string) {}
  toString(): string {
    return this.text;
  }
}

type Part = Markup | string | number | null | undefined | false | Part[];

/** A template whose values are escaped, so that text from data can never become markup. Lists are joined, null and false are nothing. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  let text = strings[0] ?? '';
  parts.forEach((part, index) => {
    text += written(part) + strings[index + 1];
  });
  return new Markup(text);
}

function written(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (part instanceof Markup) return part.toString();
  if (Array.isArray(part)) return part.map(written).join('');
  return escaped(String(part));
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

// Direction marks are written as references: they act on their own cell only and cannot hide in the source of the page.
const special = /[&<>"'`]|[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]|[^\P{Cc}\t\n\r]|\p{Cs}/gu;

function escaped(text: string): string {
  return text.replace(special, found => {
    const known = entities[found];
    if (known) return known;
    const code = found.codePointAt(0) as number;
    return /[\p{Cc}\p{Cs}]/u.test(found) ? '\ufffd' : `&#x${code.toString(16)};`;
  });
}
