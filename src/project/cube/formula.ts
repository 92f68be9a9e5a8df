/** A formula as a tree: measures (or members, `[DE].[Halle]`), numbers and the four operations. */
export type Formula =
  | { name: string }
  | { number: string }
  | { operator: '+' | '-' | '*' | '/'; left: Formula; right: Formula };

/** Reads `a - b * (c + 2)`; answers what is wrong as a text. */
export function readFormula(text: string): Formula | string {
  const words =
    text.match(/\[(?:[^\]]|\]\])+\](?:\.\[(?:[^\]]|\]\])+\])*|[a-z_][a-z0-9_]*|\d+(\.\d+)?|[-+*/()]|\S/g) ?? [];
  let at = 0;
  const sum = (): Formula => chain(product, ['+', '-']);
  const product = (): Formula => chain(factor, ['*', '/']);
  function chain(part: () => Formula, operators: string[]): Formula {
    let left = part();
    while (operators.includes(words[at] ?? '')) {
      const operator = words[at++] as '+';
      left = { operator, left, right: part() };
    }
    return left;
  }
  function factor(): Formula {
    const word = words[at++];
    if (word === '-') return { operator: '-', left: { number: '0' }, right: factor() };
    if (word !== undefined && /^[a-z_[]/.test(word) && word !== '[') return { name: word };
    if (word !== undefined && /^\d/.test(word)) return { number: word };
    if (word !== '(') throw new SyntaxError(word === undefined ? 'it ends too early' : `"${word}" cannot stand there`);
    const inner = sum();
    if (words[at++] !== ')') throw new SyntaxError('a ) is missing');
    return inner;
  }
  try {
    const tree = sum();
    return at < words.length ? `"${words[at]}" cannot stand there` : tree;
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
    throw error;
  }
}

/** The measures in a formula, or what is wrong with it. */
export function formulaNames(text: string): string[] | string {
  const tree = readFormula(text);
  return typeof tree === 'string' ? tree : [...new Set(namesIn(tree))];
}

function namesIn(tree: Formula): string[] {
  if ('name' in tree) return [tree.name];
  return 'number' in tree ? [] : [...namesIn(tree.left), ...namesIn(tree.right)];
}
