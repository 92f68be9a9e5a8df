import type { Reason, Row } from '../model.js';
import { cardOf } from './card/card.js';
import type { ChurnFitted } from './fit.js';
import { contributions, scoreRow } from './score-row.js';
import { treeRules } from './tree-rules.js';
import { words } from './words.js';

/**
 * In words: without a row who was chosen and why, the rules of the tree, and what was left out; with one what each column adds to the probability, everybody's first.
 */
export function explain(fitted: ChurnFitted, row?: Row): Reason[] {
  if (!row) return overview(fitted);
  const parts = contributions(fitted, row);
  if (parts.length === 0) return [{ text: 'nobody is scored' }, ...words(fitted).warnings.map(text => ({ text }))];
  const { class: name } = scoreRow(fitted, row);
  const told = parts.map(({ text, amount }) => ({ text: `${text}: ${signed(amount)}`, contribution: amount }));
  return [...told, { text: `so the class is ${name}` }];
}

function overview(fitted: ChurnFitted): Reason[] {
  const { notes, warnings } = words(fitted);
  const rules = treeRules(fitted).map(({ rule, rows, positives, sql }) => ({
    text: `${positives} of ${rows}: ${rule}`,
    sql,
  }));
  const card = cardOf(fitted).map(({ subject, text }) => ({ text: `${subject}: ${text}` }));
  return [...[...notes, ...warnings].map(text => ({ text })), ...card, ...rules];
}

/** In percentage points. */
function signed(amount: number): string {
  const size = (Math.abs(amount) * 100).toFixed(1);
  return `${Number(size) === 0 ? '±' : amount < 0 ? '−' : '+'}${size} points`;
}
