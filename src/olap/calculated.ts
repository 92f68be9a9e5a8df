import { type Formula, readFormula } from '../project/cube/formula.js';
import { readPath } from '../project/cube/member-path.js';
import type { CubeMember } from '../project/cube/schema.js';
import { checkPath } from './check-path.js';
import type { Cube, Level } from './cube.js';
import type { WholeQuery } from './query.js';
import type { LevelCondition } from './request.js';
import { unknown } from './unknown.js';
import { usage } from './usage.js';

/** Members of one level that are made of others. */
export interface Calculated {
  level: Level;
  /** Members that are counted together, as conditions of which one holds. */
  groups: LevelCondition[][];
  /** Each with its formula, whose names are numbers of groups, from 1. */
  members: (Pick<CubeMember, 'format' | 'description'> & { name: string; made: string; formula: Formula })[];
}

/** Finds what the calculated members of a question are made of. Throws CliError (usage). */
export function calculatedOf(cube: Cube, given: WholeQuery['members']): Calculated | undefined {
  if (given.length === 0) return undefined;
  const own: ({ name: string } | (CubeMember & { name: string }))[] = given.map(one =>
    typeof one === 'string' ? readMember(one) : one,
  );
  const book: Book = new Map(Object.entries(cube.source.says.members));
  for (const one of own) if ('formula' in one) book.set(one.name, one);
  const asked = own.map(({ name }) => ({ name, ...found(cube, book, name) }));
  const [first] = asked as [(typeof asked)[number]];
  const other = asked.find(one => one.level !== first.level);
  if (other)
    throw usage(
      `${other.name} is a member of ${other.level}, ${first.name} of ${first.level}`,
      'ask for members of one level',
    );
  const level = cube.levels.get(first.level);
  if (!level) throw unknown('level', first.level, [...cube.levels.keys()], cube);
  const groups: string[][] = [];
  const members = asked.map(({ name, formula, format, description }) => {
    const whole = together(name, expand(cube, book, [name]), groups);
    return { name, made: formula, formula: whole, ...(format && { format }), ...(description && { description }) };
  });
  return { level, members, groups: groups.map(group => conditionsOf(level, group)) };
}

type Book = Map<string, CubeMember>;

/** The name of a declared one, or `customer.country.lead = [DE] - [FR]`. */
function readMember(text: string): { name: string } | (CubeMember & { name: string }) {
  if (!text.includes('=')) return { name: text.trim() };
  const [, level, name, formula] = /^\s*(\w+\.\w+)\.(\w+)\s*=(.*)$/s.exec(text) ?? [];
  if (level && name && formula) return { name, level, formula: formula.trim() };
  throw usage(`${JSON.stringify(text)} is no calculated member`, 'write it like customer.country.lead = [DE] - [FR]');
}

function found(cube: Cube, book: Book, name: string): CubeMember {
  const member = book.get(name);
  if (member) return member;
  throw unknown('calculated member', name, [...book.keys()], cube);
}

/** A formula whose names are members of the level alone; `chain` leads to it. */
function expand(cube: Cube, book: Book, chain: string[]): Formula {
  const name = chain.at(-1) as string;
  const { level, formula } = found(cube, book, name);
  const tree = readFormula(formula);
  if (typeof tree === 'string') throw usage(`${name} = ${formula}: ${tree}`);
  const replace = (one: Formula): Formula => {
    if ('number' in one) return one;
    if ('operator' in one) return { ...one, left: replace(one.left), right: replace(one.right) };
    if (one.name.startsWith('[')) return one;
    const at = chain.indexOf(one.name);
    if (at >= 0) throw usage(`${one.name} is made of itself: ${[...chain.slice(at), one.name].join(' → ')}`);
    const other = found(cube, book, one.name);
    if (other.level !== level) throw usage(`${one.name} is a member of ${other.level}, ${name} of ${level}`);
    return expand(cube, book, [...chain, one.name]);
  };
  return replace(tree);
}

/** Members that are added are one group, counted together; what is left is reckoned with the values of groups. */
function together(name: string, tree: Formula, groups: string[][]): Formula {
  const paths = added(tree);
  if (!paths)
    return 'operator' in tree
      ? { ...tree, left: together(name, tree.left, groups), right: together(name, tree.right, groups) }
      : tree;
  const twice = paths.find((path, at) => paths.indexOf(path) < at);
  if (twice) throw usage(`${name}: ${twice} is added twice, and would count once`);
  const isSame = (group: string[]) => group.length === paths.length && group.every(path => paths.includes(path));
  if (!groups.some(isSame)) groups.push(paths);
  return { name: String(groups.findIndex(isSame) + 1) };
}

function added(tree: Formula): string[] | undefined {
  if ('name' in tree) return [tree.name];
  if ('number' in tree || tree.operator !== '+') return undefined;
  const [left, right] = [added(tree.left), added(tree.right)];
  return left && right && [...left, ...right];
}

function conditionsOf(level: Level, group: string[]): LevelCondition[] {
  return group.map(text => {
    const path = readPath(text) ?? [];
    checkPath(level, path);
    return { level, is: 'in', values: path, path: path.length > 1 };
  });
}
