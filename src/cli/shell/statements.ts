/** Quoted texts, names, dollar quotes and comments, closed or not: a semicolon inside them ends nothing. */
const opaque =
  /'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\$(\w*)\$[\s\S]*?(?:\$\1\$|$)|;/g;

/** The statements that a text ends with `;`, and the rest that waits for more. */
export function statementsOf(text: string): { statements: string[]; rest: string } {
  const statements: string[] = [];
  let start = 0;
  for (const { 0: token, index } of text.matchAll(opaque)) {
    if (token !== ';') continue;
    const statement = text.slice(start, index).trim();
    if (statement !== '') statements.push(statement);
    start = index + 1;
  }
  return { statements, rest: text.slice(start).trim() === '' ? '' : text.slice(start) };
}
