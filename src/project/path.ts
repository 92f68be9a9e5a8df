/** Where something stands in the project file, as keys and indexes from its root. */
export type Path = readonly (string | number)[];

/** Whether one place contains the other. */
export function within(inner: Path, outer: Path): boolean {
  return outer.every((part, index) => inner[index] === part);
}

/** A path as people write it: `entities.order_line[0].columns`. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    const plain = /^[\w-]+$/.test(part) ? part : JSON.stringify(part);
    return text === '' ? plain : `${text}.${plain}`;
  }, '');
}
