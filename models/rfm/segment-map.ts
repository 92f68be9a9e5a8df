import type { Axis } from './axis.js';
import type { Cell } from './cell.js';

/** One rule of a segment map: a cell belongs to it when every range named holds it, both ends included. */
export interface SegmentRule extends Partial<Record<Axis, [number, number]>> {
  segment: string;
  /** The sum of the frequency and the monetary score. */
  together?: [number, number];
}

/** Rules in order; the first that holds a cell wins. */
export interface SegmentMap {
  bins: Record<Axis, number>;
  rules: SegmentRule[];
  /** The segment of customers without a counted order, where the map has one. */
  withoutOrders?: string;
}

/** The segments of the rules that hold a cell, in their order, each once; the first is the cell's. */
export function segmentsOf(rules: SegmentRule[], cell: Cell): string[] {
  return [...new Set(rules.filter(rule => holds(rule, cell)).map(rule => rule.segment))];
}

function holds(rule: SegmentRule, cell: Cell): boolean {
  return (
    within(rule.recency, cell.recency) &&
    within(rule.frequency, cell.frequency) &&
    within(rule.monetary, cell.monetary) &&
    within(rule.together, cell.frequency + cell.monetary)
  );
}

function within(range: [number, number] | undefined, score: number): boolean {
  return range === undefined || (range[0] <= score && score <= range[1]);
}
