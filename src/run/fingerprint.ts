import { createHash } from 'node:crypto';

/**
 * One sha256 (64 hex digits) for what its parts say: equal for equal values whatever the order of their keys, and
 * different when a boundary between two parts moves. Integers beyond 2^53 come as bigint. Throws on what has no plain
 * value (functions, symbols, maps, sets, bytes, instances of classes without toJSON).
 */
export function fingerprint(...parts: unknown[]): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    const text = canonical(part);
    hash.update(`${Buffer.byteLength(text)}:`).update(text);
  }
  return hash.digest('hex');
}

/** JSON with sorted keys; and, unlike JSON, a text of its own for undefined, NaN, the infinities and bigint. */
function canonical(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object') return canonicalObject(value);
  throw new TypeError(`a ${typeof value} has no fingerprint`);
}

function canonicalObject(value: object): string {
  if ('toJSON' in value && typeof value.toJSON === 'function') return canonical(value.toJSON());
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`a ${value.constructor.name} has no fingerprint`);
  }
  const said = Object.entries(value).filter(([, one]) => one !== undefined);
  said.sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${said.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join(',')}}`;
}
