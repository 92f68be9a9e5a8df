import { count as counted } from '../../count.js';
import { groupedBy } from '../../grouped.js';
import { type DataTable, figure } from '../block.js';
import { clipped } from '../chart/frame.js';
import { grid } from '../chart/grid.js';
import { network } from '../chart/network.js';
import type { ReportData } from '../data.js';
import { count, decimal, share } from '../format.js';
import type { Markup } from '../html.js';
import { numbers, words } from '../table-columns.js';

type RuleRow = ReportData['together'][number];

/** Left sides that lead to the same right sides. */
interface Group {
  left: string[];
  /** By right side: the rules of these left sides with it. */
  rules: Map<string, RuleRow[]>;
}

/** More groups and right sides are not drawn; the table has all. */
const most = 12;

/** Rules as a grid: right sides down, groups of left sides across. */
export function ruleMatrix(rules: RuleRow[]): Markup {
  const groups = groupsOf(rules);
  const drawn = groups.slice(0, most);
  const rights = [...new Set(drawn.flatMap(group => [...group.rules.keys()]))];
  return figure(
    'Rules by groups',
    'Left sides that lead to the same right sides are one group, numbered as in the table; a shade per lift, the mean of the group',
    grid({
      id: 'chart-rule-groups',
      title: 'Rules by groups of left sides',
      description: 'A column per group of left sides, a row per right side; the darker, the greater the lift.',
      rows: rights.slice(0, most).map(right => ({
        label: clipped(right, 44),
        cells: drawn.map(({ left, rules: own }) => {
          const found = own.get(right);
          if (!found) return null;
          const lift = meanLift(found);
          return { value: lift, text: lift.toFixed(1), hint: `${named(left)} → ${right}: lift ${lift.toFixed(2)}` };
        }),
      })),
      columns: drawn.map((_, at) => String(at + 1)),
      rowTitle: 'Then also',
      columnTitle: 'Bought, by group',
      most: Math.max(...rules.map(({ lift }) => lift)),
      width: 960,
      cellHeight: 24,
      left: 300,
    }),
    groupTable(groups),
  );
}

/** The strongest rules as arrows from the left side to the right one. */
export function ruleNetwork(rules: RuleRow[]): Markup {
  const shown = rules.slice(0, strongest);
  const greatest = Math.max(...shown.map(({ lift }) => lift));
  return figure(
    'Rules as a network',
    `${counted(shown.length, 'rule')} of the greatest lift; an arrow leads from what is bought to what is bought too, the broader the greater its lift`,
    network({
      id: 'chart-rule-network',
      title: 'Rules as a network',
      description: 'A node per side of a rule, an arrow per rule.',
      links: shown.map(({ left_side, right_side, lift, confidence }) => ({
        from: left_side,
        to: right_side,
        weight: lift / greatest,
        hint: `${left_side} → ${right_side}: lift ${lift.toFixed(2)}, confidence ${share(confidence)}`,
      })),
    }),
    {
      caption: 'From report.rule: the rules that are drawn',
      columns: [...words('From', 'To'), ...numbers('Orders', 'Lift')],
      rows: shown.map(row => [row.left_side, row.right_side, count(row.baskets), decimal(row.lift, 2)]),
    },
  );
}

const strongest = 20;

/** The group of the greatest lift first. */
function groupsOf(rules: RuleRow[]): Group[] {
  const sides = groupedBy(rules, ({ left_side }) => left_side);
  const groups = groupedBy(sides, ([, own]) => JSON.stringify(own.map(({ right_side }) => right_side).sort()));
  return [...groups.values()].map(members => ({
    left: members.map(([left]) => left),
    rules: groupedBy(
      members.flatMap(([, own]) => own),
      ({ right_side }) => right_side,
    ),
  }));
}

function groupTable(groups: Group[]): DataTable {
  return {
    caption: 'From report.rule: groups of left sides, with the mean lift of their rules to a right side',
    columns: [...words('Group', 'Bought', 'Then also'), ...numbers('Rules', 'Lift')],
    rows: groups.flatMap(({ left, rules }, at) =>
      [...rules].map(([right, own]) => [
        String(at + 1),
        left.join('; '),
        right,
        count(own.length),
        decimal(meanLift(own), 2),
      ]),
    ),
  };
}

function meanLift(rules: RuleRow[]): number {
  return rules.reduce((sum, { lift }) => sum + lift, 0) / rules.length;
}

function named(left: string[]): string {
  return left.length > 3 ? `${left.slice(0, 3).join('; ')} and ${left.length - 3} more` : left.join('; ');
}
