import { count } from '../../count.js';
import type { RunResult } from '../../index.js';
import { labelled, section } from './paragraph.js';

/** The night in a few lines: what was landed, refused, built, checked and found, where the report lies and what to call next; `where` is what those calls need to find the project. */
export function runAccount(result: RunResult, where = ''): string {
  const { checks, findings, notes, reports } = result;
  const account = labelled([
    ['landed', landed(result)],
    ['tables', tables(result)],
    ['checks', counted({ ...checks })],
    ['as of', result.asOf ?? undefined],
    ['elapsed', `${(result.elapsed_ms / 1000).toFixed(1)} s`],
  ]);
  return `${headline(result)}\n${account}${section('found', findings)}${section('notes', notes)}${section('reports', reports)}${section('next', next(result, where))}`;
}

function next({ published, quarantined, checks, reports }: RunResult, where: string): string[] {
  if (!published) return [];
  return [
    ...(quarantined > 0 ? [`custometry quarantine list${where}`] : []),
    ...(checks.warned > 0 ? [`custometry check${where}`] : []),
    ...(reports.length > 0 ? [`custometry report open${where}`] : []),
  ];
}

function headline({ published, generation, landed, run }: RunResult): string {
  if (published) return `generation ${generation} published (run ${run})`;
  const news = landed === 0 ? 'nothing new' : 'nothing changed';
  return `${news}; generation ${generation} stands`;
}

function landed({ landed, accepted, quarantined, repeats, skipped }: RunResult): string {
  const parts = counted({ accepted, refused: quarantined, 'dropped as repeats': repeats, skipped });
  return landed === 0 ? '' : `${count(landed, 'record')}: ${parts}`;
}

function tables({ tables, published }: RunResult): string {
  const of = (status: string) => tables.filter(table => table.status === status).length;
  return published ? counted({ built: of('built'), 'in part': of('part'), kept: of('kept') }) : '';
}

/** The counts that are not zero, each with its word. */
function counted(counts: Record<string, number>): string {
  const told = Object.entries(counts).filter(([, count]) => count > 0);
  return told.map(([what, count]) => `${number(count)} ${what}`).join(', ');
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
