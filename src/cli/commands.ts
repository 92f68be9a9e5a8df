import type { Command } from 'commander';

/** One command: what the list of commands says of it, and the file that knows the rest. */
export interface Entry {
  name: string;
  group: string;
  summary: string;
  load: () => Promise<{ define(command: Command): unknown }>;
}

const night = 'Every night:';
const day = 'Every day:';
const around = 'Around it:';

/** Every command, in the order of the help; a file under `command/` is read only when its command is called. */
export const entries: Entry[] = [
  {
    name: 'run',
    group: night,
    summary: 'land what is new, build, check, score, report, publish',
    load: () => import('./command/run.js'),
  },
  {
    name: 'check',
    group: night,
    summary: 'run the checks on the standing generation',
    load: () => import('./command/check.js'),
  },
  {
    name: 'quarantine',
    group: night,
    summary: 'what was refused, and why',
    load: () => import('./command/quarantine.js'),
  },
  {
    name: 'schedule',
    group: night,
    summary: 'when it runs by itself: show, install, or wait for it',
    load: () => import('./command/schedule.js'),
  },
  {
    name: 'runs',
    group: night,
    summary: 'the runs so far: list, show, compare; clear away old generations',
    load: () => import('./command/runs.js'),
  },
  {
    name: 'rollback',
    group: night,
    summary: 'make a kept generation stand again',
    load: () => import('./command/rollback.js'),
  },
  { name: 'query', group: day, summary: 'answer a select, read-only', load: () => import('./command/query.js') },
  {
    name: 'cube',
    group: day,
    summary: 'ask a cube: measures by the levels of its dimensions',
    load: () => import('./command/cube.js'),
  },
  {
    name: 'shell',
    group: day,
    summary: 'the warehouse at a prompt, read-only',
    load: () => import('./command/shell.js'),
  },
  { name: 'customer', group: day, summary: "one customer's card", load: () => import('./command/customer.js') },
  {
    name: 'fit',
    group: day,
    summary: 'what a model would learn now',
    load: () => import('./command/fit.js'),
  },
  {
    name: 'score',
    group: day,
    summary: 'who scored what by a model',
    load: () => import('./command/score.js'),
  },
  {
    name: 'explain',
    group: day,
    summary: "a model, or one customer's score, in words",
    load: () => import('./command/explain.js'),
  },
  {
    name: 'mine',
    group: day,
    summary: 'a model on one file, without a project',
    load: () => import('./command/mine.js'),
  },
  { name: 'report', group: day, summary: 'list, build or open the report', load: () => import('./command/report.js') },
  { name: 'export', group: day, summary: 'write a table to a file', load: () => import('./command/export.js') },
  {
    name: 'forget',
    group: around,
    summary: 'erase a customer everywhere',
    load: () => import('./command/forget.js'),
  },
  { name: 'sql', group: around, summary: 'the select that makes a table', load: () => import('./command/sql.js') },
  {
    name: 'lineage',
    group: around,
    summary: 'what a table or a column is made from and who reads it',
    load: () => import('./command/lineage.js'),
  },
  {
    name: 'explain-number',
    group: around,
    summary: 'from a number to the records it is made of',
    load: () => import('./command/explain-number.js'),
  },
  {
    name: 'doctor',
    group: around,
    summary: 'look at machine, project file, sources and disk',
    load: () => import('./command/doctor.js'),
  },
  {
    name: 'schema',
    group: around,
    summary: 'the JSON Schema of the project file, for editors',
    load: () => import('./command/schema.js'),
  },
  {
    name: 'init',
    group: around,
    summary: 'write a first project file by looking at the data',
    load: () => import('./command/init.js'),
  },
  {
    name: 'demo',
    group: around,
    summary: 'make a small company and run it',
    load: () => import('./command/demo.js'),
  },
  {
    name: 'complete',
    group: around,
    summary: 'shell completion for bash, zsh, fish, powershell',
    load: () => import('./command/complete.js'),
  },
];
