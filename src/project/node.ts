import { type Document, isAlias, isMap, isPair, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Path } from './path.js';

/** The pair of a map with that key, also one that a merge key brings. */
export function pairOf(doc: Document.Parsed, map: YAMLMap, key: string): Pair | undefined {
  return ownerOf(doc, map, key)?.items.find(pair => keyText(pair.key) === key);
}

/** The map that holds the pair: the map itself, or one that it merges. */
export function ownerOf(doc: Document.Parsed, map: YAMLMap, key: string): YAMLMap | undefined {
  if (map.items.some(pair => keyText(pair.key) === key)) return map;
  const merged = map.items.filter(pair => keyText(pair.key) === '<<').map(pair => resolved(doc, pair.value));
  const maps = merged.flatMap(one => (isSeq(one) ? one.items.map(item => resolved(doc, item)) : [one]));
  for (const one of maps) {
    const owner = isMap(one) ? ownerOf(doc, one, key) : undefined;
    if (owner) return owner;
  }
  return undefined;
}

/** What stands at a path, aliases followed; undefined when there is nothing. */
export function nodeAt(doc: Document.Parsed, path: Path): Node | undefined {
  let node = resolved(doc, doc.contents);
  for (const part of path) node = resolved(doc, childOf(doc, node, part));
  return node;
}

/** The text of a key. */
export function keyText(key: unknown): string {
  const value = isScalar(key) ? key.value : key;
  return typeof value === 'symbol' ? (value.description ?? '') : String(value);
}

/** What a map or list holds under a key or number, aliases not followed. */
export function childOf(doc: Document.Parsed, node: Node | undefined, part: string | number): unknown {
  if (isMap(node)) return pairOf(doc, node, String(part))?.value;
  return isSeq(node) ? node.items[Number(part)] : undefined;
}

function resolved(doc: Document.Parsed, node: unknown): Node | undefined {
  if (isAlias(node)) return node.resolve(doc);
  return isPair(node) ? undefined : ((node ?? undefined) as Node | undefined);
}
