import { type Document, isMap, LineCounter, type Node, parseDocument } from 'yaml';
import { childOf, nodeAt, pairOf } from './node.js';
import type { Path } from './path.js';

/** A parsed YAML text that can say where its parts stand. */
export interface YamlDocument {
  doc: Document.Parsed;
  /** Line and column, from 1, of an offset into the text. */
  place(offset: number): Place;
  /** Of the value at a path, or of its key; where there is none, of the key of the nearest ancestor. */
  placeOf(path: Path, at?: 'key' | 'missing' | 'value'): Place;
}

interface Place {
  line: number;
  column: number;
}

/** Parses YAML 1.2 (core schema, anchors and merge keys). Syntax errors are left in `doc.errors`. */
export function readYaml(text: string): YamlDocument {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  return { doc, place, placeOf: (path, at = 'value') => place(offsetOf(doc, path, at)) };
}

function offsetOf(doc: Document.Parsed, path: Path, at: 'key' | 'missing' | 'value'): number {
  for (let length = path.length; length > 0; length--) {
    const parent = nodeAt(doc, path.slice(0, length - 1));
    const part = path[length - 1] as string | number;
    const pair = isMap(parent) ? pairOf(doc, parent, String(part)) : undefined;
    const key = start(pair?.key);
    const value = start(childOf(doc, parent, part));
    const wanted = length === path.length && at === 'value' ? (value ?? key) : (key ?? value);
    if (wanted !== undefined) return wanted;
  }
  return start(doc.contents) ?? 0;
}

function start(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}
