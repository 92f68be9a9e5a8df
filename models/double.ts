/** A finite number as an SQL literal of type double. */
export function double(value: number): string {
  const text = String(value);
  const literal = text.includes('e') ? text : `${text}e0`;
  return value < 0 ? `(${literal})` : literal;
}
