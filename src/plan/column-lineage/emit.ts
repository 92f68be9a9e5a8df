import { identifier } from '../../engine/engine.js';
import type { Block } from './block.js';
import { contribution } from './contribution.js';
import type { Definition } from './definition.js';
import type { Followed } from './follow.js';
import { isPlain } from './grouping.js';
import { leafColumn, withLeaf } from './leaf.js';
import { columnRef, named, relationRef } from './nodes.js';
import { type Running, runningOf } from './running.js';
import { nodesIn, type SyntaxNode } from './syntax.js';

/** One select on the way: where in it the rows below stand, and the expressions that are followed. */
export interface Step {
  block: Block;
  at: number;
  below: Followed;
  asked: SyntaxNode[];
  identity: string[];
}

/** A select whose rows are rows of what it reads: it takes along who they are and what they add. */
export function readAlong(step: Step, definitions: Definition[]): Followed {
  const { columns, from, ...made } = beneath(step);
  const outputs = step.block.outputs.map(output => output.node);
  const name = nameFor('_read', definitions);
  definitions.push({ name, node: bare(step.block.node, [...outputs, ...columns], from) });
  return { ...step.below, ...made, name };
}

/** A select that puts rows together: its rows as they are, joined to those it read by what both have. */
export function joinedBack(step: Step, definitions: Definition[]): Followed | undefined {
  const { block, asked } = step;
  const { node } = block;
  const groups = groupsOf(block);
  const running = groups.length === 0 && asked.length === 1 ? runningOf(asked[0]) : undefined;
  if (running) return allSoFar(step, running, definitions);
  const keys = block.outputs.map(({ node: one }, at) => ({ node: one, at })).filter(one => isPlain(one.node));
  const isOneRow = keys.length === 0 && groups.length === 0;
  const isCut =
    [node.qualify].flatMap(nodesIn).length > 0 || (isOneRow && block.outputs.some(one => one.node.class === 'WINDOW'));
  if (isCut || (node.group_sets as unknown[]).length > 1) return undefined;
  const { columns, from, ...made } = beneath(step);
  const parts = [...keys.map(key => named(key.node, `_k${key.at}`)), ...groups];
  const whole = nameFor('_whole', definitions);
  const outputs = block.outputs.map(output => output.node);
  definitions.push({ name: whole, node: { ...node, cte_map: { map: [] }, select_list: [...outputs, ...groups] } });
  const rows = nameFor('_rows', definitions);
  definitions.push({ name: rows, node: bare(node, [...parts, ...columns], from) });
  const same = [
    ...keys.map(key => `w.${identifier(block.outputs[key.at]?.name ?? '')} is not distinct from r._k${key.at}`),
    ...groups.map(group => `w.${group.alias} is not distinct from r.${group.alias}`),
  ];
  const given = [
    ...block.outputs.map(output => `w.${identifier(output.name)}`),
    ...columns.map(one => `r.${one.alias}`),
  ];
  const text = `select ${given.join(', ')} from ${whole} as w join ${rows} as r on ${same.join(' and ') || '1 = 1'}`;
  const name = nameFor('_back', definitions);
  definitions.push({ name, text });
  return { ...step.below, ...made, name, isGrouped: true };
}

/** A select that adds up the rows before each: its rows joined to those of the same partition up to them. */
function allSoFar(step: Step, { partitions, order }: Running, definitions: Definition[]): Followed | undefined {
  const { block } = step;
  const { node } = block;
  if (nodesIn(node.qualify).length > 0 || nodesIn(node.modifiers).length > 0) return undefined;
  const { columns, from, ...made } = beneath(step);
  const parts = partitions.map((one, at) => named(one, `_g${at}`));
  const places = order ? [named(order.by, '_o')] : [];
  const outputs = block.outputs.map(output => output.node);
  const whole = nameFor('_whole', definitions);
  definitions.push({
    name: whole,
    node: { ...node, cte_map: { map: [] }, select_list: [...outputs, ...parts, ...places] },
  });
  const rows = nameFor('_rows', definitions);
  definitions.push({ name: rows, node: bare(node, [...parts, ...places, ...columns], from) });
  const same = parts.map(part => `w.${part.alias} is not distinct from r.${part.alias}`);
  const isLater = `(r._o ${order?.isDescending ? '<' : '>'} w._o) is not true`;
  const on = [...same, ...places.map(() => isLater)].join(' and ');
  const given = [
    ...block.outputs.map(output => `w.${identifier(output.name)}`),
    ...columns.map(one => `r.${one.alias}`),
  ];
  const name = nameFor('_back', definitions);
  definitions.push({ name, text: `select ${given.join(', ')} from ${whole} as w join ${rows} as r on ${on}` });
  const pairs = parts.length > 0 ? [] : [`(select count(*) from ${whole}) * (select count(*) from ${rows})`];
  return { ...step.below, ...made, name, isGrouped: true, pairs: [...step.below.pairs, ...pairs] };
}

/** The columns that say which row below and what it adds, and the `from` that has them. */
function beneath({ block, at, below, asked, identity }: Step) {
  const leaf = block.leaves[at] as Block['leaves'][number];
  const isHere = below.name === '';
  const who = identity.map((column, key) => columnRef(leaf.name, isHere ? column : `_p${key}`, `_p${key}`));
  const under = isHere ? undefined : { adds: columnRef(leaf.name, '_c'), isGrouped: below.isGrouped };
  const adds = contribution(asked, under);
  const whole = block.node.from_table as SyntaxNode;
  const from = isHere ? whole : withLeaf(whole, leaf.node, relationRef(below.name, leaf.name));
  return {
    columns: [...who, named(adds.node, '_c')],
    from,
    isWhole: adds.isWhole && (below.isWhole || adds.isCount),
    isCount: adds.isCount || below.isCount,
  };
}

/** Expressions that rows are put together by; one that names a column of the select itself is there already. */
function groupsOf(block: Block): SyntaxNode[] {
  if (nodesIn(block.node.modifiers).some(one => one.type === 'DISTINCT_MODIFIER')) return [];
  return nodesIn(block.node.group_expressions)
    .filter(one => one.class !== 'CONSTANT')
    .filter(one => one.class !== 'COLUMN_REF' || leafColumn(block, one.column_names as string[]))
    .map((one, at) => named(one, `_g${at}`));
}

/** A select of the same rows before they are put together, dropped or ordered. */
function bare(node: SyntaxNode, list: SyntaxNode[], from: SyntaxNode): SyntaxNode {
  return {
    ...node,
    modifiers: [],
    cte_map: { map: [] },
    select_list: list,
    from_table: from,
    group_expressions: [],
    group_sets: [],
    having: null,
    qualify: null,
  };
}

function nameFor(kind: string, definitions: Definition[]): string {
  return `${kind}${definitions.length}`;
}
