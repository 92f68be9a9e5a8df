import { describe, expect, it } from 'vitest';
import { CliError, exitCode, QueryError } from '../errors.js';
import { failureOf, tellFailure } from './failure.js';
import { buildProgram } from './program.js';

describe('failureOf', () => {
  it('keeps code, words and hint of an error that a person can act on, and its issues', () => {
    const error = Object.assign(new CliError('two faults', exitCode.project, 'mend them'), {
      issues: [{ line: 1 }, { line: 2 }],
    });
    expect(failureOf(error)).toEqual({
      code: 3,
      message: 'two faults',
      hint: 'mend them',
      issues: [{ line: 1 }, { line: 2 }],
    });
  });

  it('makes the guess of a usage error its hint', async () => {
    const error = await buildProgram()
      .parseAsync(['rnu'], { from: 'user' })
      .catch((thrown: unknown) => thrown);
    expect(failureOf(error)).toEqual({ code: 2, message: "unknown command 'rnu'", hint: 'did you mean run?' });
  });

  const said = (...argv: string[]) =>
    buildProgram()
      .parseAsync(argv, { from: 'user' })
      .catch((thrown: unknown) => failureOf(thrown, argv));

  it('names the choice that is nearest to what an option was given', async () => {
    expect(await said('run', '--preview', 'order_lin')).toMatchObject({ code: 2, hint: 'did you mean order_line?' });
    expect(await said('export', 'score.rfm', '--format', 'parket')).toMatchObject({ hint: 'did you mean parquet?' });
    expect(await said('schema', 'cuve')).toEqual({
      code: 2,
      message: 'cuve is none of project, cube, question',
      hint: 'did you mean cube?',
    });
    expect(await said('export', 'score.rfm', '--format', 'xlsx')).toMatchObject({
      hint: 'see: custometry export --help',
    });
  });

  it('names a place that the demo cannot have: a file, or a folder that holds something', async () => {
    const [code, hint] = [exitCode.usage, 'name another folder: custometry demo FOLDER'];
    expect(await said('demo', 'package.json')).toEqual({ code, hint, message: 'package.json is a file' });
    expect(await said('demo', 'src')).toEqual({ code, hint, message: 'src is not empty' });
    const below = { hint, message: 'package.json/demo cannot be made: a file stands where a folder is wanted' };
    expect(await said('demo', 'package.json/demo')).toEqual({ code: exitCode.resources, ...below });
    if (process.platform !== 'linux') return;
    const message = '/proc/none/demo cannot be made: no such file or folder (/proc/none)';
    expect(await said('demo', '/proc/none/demo')).toEqual({ code: exitCode.resources, hint, message });
  });

  it('hints at the help of the command that was called, also of one of a command, and at the models', async () => {
    expect(await said('runs', 'diff')).toMatchObject({ hint: 'see: custometry runs diff --help' });
    expect(await said('quarantine', '--nonsense')).toMatchObject({ hint: 'see: custometry quarantine list --help' });
    expect(await said('mine', 'nope', 'b.csv')).toMatchObject({
      code: 2,
      message: 'there is no model nope',
      hint: expect.stringMatching(/^there are .*rfm.*basket/),
    });
    expect(await said('mine', 'rmf', 'b.csv')).toMatchObject({ hint: 'did you mean rfm?' });
    expect(await said('--nonsense')).toMatchObject({ hint: 'see: custometry --help' });
  });

  it.each([
    [new QueryError('no such column', 'select x', 'dw.dim_date'), 7, 'dw.dim_date: no such column'],
    [new QueryError('dw.dim_date: no such column', 'select x', 'dw.dim_date'), 7, /^dw.dim_date: no such column$/],
    [Object.assign(new Error('no space left'), { code: 'ENOSPC' }), 6, 'no space left'],
    [Object.assign(new Error('EISDIR: it is one'), { code: 'EISDIR' }), 6, 'EISDIR: it is one'],
    [Object.assign(new Error('ENOTDIR: not a directory'), { code: 'ENOTDIR' }), 6, 'ENOTDIR: not a directory'],
    [Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' }), 6, 'EACCES: permission denied'],
    [Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS' }), 6, 'EROFS: read-only file system'],
    [Object.assign(new Error('EIO: i/o error, fsync'), { code: 'EIO' }), 6, 'EIO: i/o error, fsync'],
    [new TypeError('x is not a function'), 7, 'x is not a function'],
    ['a text', 7, 'a text'],
  ])('%s', (error, code, message) => {
    expect(failureOf(error)).toMatchObject({
      code,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });
});

describe('tellFailure', () => {
  it('says what and how to go on, without a stack, and nothing that steers the terminal', () => {
    const { text, code } = told(new CliError('bad file \u001b[2J\nline 2', 4, 'look there'), []);
    expect(text).toBe('custometry: bad file ␛[2J\nline 2\n  look there\n');
    expect(code).toBe(4);
  });

  it('is one JSON object with --json', () => {
    const { text } = told(new CliError('locked', 5), ['run', '--json']);
    expect(JSON.parse(text)).toEqual({ error: { code: 5, message: 'locked' } });
    expect(text.split('\n')).toHaveLength(2);
  });

  it('takes no notice of what stands behind --', () => {
    expect(told(new CliError('locked', 5), ['query', '--', '--json']).text).toBe('custometry: locked\n');
  });

  it('adds stack, SQL and causes with --debug only', () => {
    const error = new QueryError('no', 'select x from y', 'y', { cause: new Error('the cause') });
    expect(told(error, []).text).not.toContain('select x');
    const { text } = told(error, ['--debug']);
    expect(text).toContain('select x from y');
    expect(text).toContain('caused by Error: the cause');
    expect(text).toContain('failure.test.ts');
  });
});

function told(error: unknown, argv: string[]): { text: string; code: number } {
  const pieces: string[] = [];
  const code = tellFailure(error, argv, { write: piece => pieces.push(piece) > 0 });
  return { text: pieces.join(''), code };
}
