import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { smtpListener } from '../../../fixtures/smtp-listener.js';
import { CliError, QueryError } from '../../errors.js';
import { readLedger } from '../../run/ledger.js';
import { openState } from '../../run/state.js';
import { failedChecks } from '../checked.js';
import { openSession, type Session } from '../session.js';
import { notify } from './notify.js';
import { failureSummary, type Summary, summaryOf } from './summary.js';

const ref = (name: string) => `\${${name}}`;
const counts = { landed: 5, accepted: 3, quarantined: 1, repeats: 1, skipped: 0 };
const result = {
  ...{ run: 'r1', generation: '000007', published: true, asOf: '2026-01-09', ...counts, tables: [] },
  ...{ checks: { passed: 50, failed: 0, warned: 2 }, reports: ['/srv/shop/reports/000007/report.html'] },
  ...{ elapsed_ms: 61_200, warnings: ['products without a name (3)'], notes: ['a note'], findings: ['Ann spent most'] },
};

let dir: string;
const closing: (() => void)[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'notify-'));
});

afterEach(() => {
  for (const close of closing.splice(0)) close();
  rmSync(dir, { recursive: true });
});

async function session(told: object[], set: Record<string, string> = {}): Promise<Session> {
  const config = { name: 'Tea\nshop', sources: { orders: { files: 'orders.csv' } }, notify: told };
  writeFileSync(join(dir, 'custometry.yaml'), stringify(config));
  const opened = await openSession({ project: dir, set });
  openState(dir);
  return { ...opened, now: () => new Date('2026-01-10T02:31:00.000Z') };
}

/** What came of telling, and all that any file of the project now holds. */
async function tell(given: Session, summary: Summary = summaryOf(given, result)) {
  const warnings = await notify(given, summary);
  const events = readLedger(given.state);
  return { warnings, events, said: JSON.stringify([warnings, events]) };
}

async function smtp(replies?: Record<string, string[]>) {
  const server = await smtpListener(replies);
  closing.push(server.close);
  const mail = { host: '127.0.0.1', port: server.port, tls: false, from: 'shop@example.com', to: 'ann@example.com' };
  return { ...server, mail };
}

/** A web server on a free port: what it was asked, and an answer for each time. */
async function http(...answers: ((request: IncomingMessage, response: ServerResponse) => void)[]) {
  const asked: { url?: string; method?: string; headers: IncomingMessage['headers']; body: string; at: number }[] = [];
  const server = createServer(async (request, response) => {
    const { url, method, headers } = request;
    asked.push({ url, method, headers, body: await text(request), at: performance.now() });
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    answer?.(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` };
}

const answer =
  (status: number, headers = {}) =>
  (_: IncomingMessage, response: ServerResponse) =>
    void response.writeHead(status, headers).end();

describe('mail', () => {
  it('says in a few lines what a run did; the server hears name and password, and nobody else', async () => {
    const server = await smtp();
    const given = await session([{ mail: { ...server.mail, user: 'shop', password: ref('PASSWORD') } }], {
      PASSWORD: 'hunter2',
    });
    const { warnings, events, said } = await tell(given);
    expect(warnings).toEqual([]);
    const [mail = ''] = server.mails;
    expect(mail).toContain(
      'From: shop@example.com\nTo: ann@example.com\nSubject: [Tea shop] generation 000007 published, as of 2026-01-09\n',
    );
    for (const line of [
      'landed      5 records: 3 accepted, 1 refused, 1 repeat, 0 skipped',
      'report      /srv/shop/reports/000007/report.html',
      'warning     products without a name (3)',
    ])
      expect(mail).toContain(line);
    expect(mail).not.toContain('Ann spent most');
    const login = Buffer.from('\0shop\0hunter2').toString('base64');
    expect(server.commands).toContain(`AUTH PLAIN ${login}`);
    expect(events).toEqual([{ at: '2026-01-10T02:31:00.000Z', run: 'r1', event: 'notify', way: 'mail (127.0.0.1)' }]);
    expect(said + JSON.stringify(given.project.config) + given.project.text).not.toContain('hunter2');
  });

  it('takes the password from a file that only its owner can read, and from no other', async () => {
    const server = await smtp();
    const file = join(dir, 'password');
    writeFileSync(file, 'hunter2\n');
    chmodSync(file, 0o644);
    const given = await session([{ mail: { ...server.mail, user: 'shop', password_file: 'password' } }]);
    expect((await tell(given)).warnings).toEqual([
      `nobody was told by mail (127.0.0.1): ${file} can be read by others; only its owner may: chmod 600 ${file}`,
    ]);
    expect(server.commands).toEqual([]);
    chmodSync(file, 0o600);
    expect((await tell(given)).warnings).toEqual([]);
    expect(server.commands).toContain(`AUTH PLAIN ${Buffer.from('\0shop\0hunter2').toString('base64')}`);
  });

  it('is tried again where the server is busy, and not where it refuses', async () => {
    const busy = await smtp({ MAIL: ['451 try later', '250 ok'] });
    expect((await tell(await session([{ mail: busy.mail }]))).warnings).toEqual([]);
    expect(busy.mails).toHaveLength(1);
    const strict = await smtp({ AUTH: ['535 no such name as hunter2'] });
    const { warnings, said } = await tell(
      await session([{ mail: { ...strict.mail, user: 'shop', password: ref('PASSWORD') } }], { PASSWORD: 'hunter2' }),
    );
    expect(warnings).toEqual([expect.stringContaining('535 no such name as ***')]);
    expect(said).not.toContain('hunter2');
    expect(strict.commands.filter(line => line.startsWith('AUTH'))).toHaveLength(1);
  });

  it('is not sent in the clear where encryption is wanted, which is the default', async () => {
    const server = await smtp();
    const { tls: _tls, ...mail } = server.mail;
    const { warnings } = await tell(await session([{ mail: { ...mail, tries: 1 } }]));
    expect(warnings).toEqual([expect.stringMatching(/^nobody was told by mail \(127\.0\.0\.1\): .*STARTTLS/i)]);
    expect(server.mails).toEqual([]);
    expect(server.commands.filter(line => line.startsWith('MAIL'))).toEqual([]);
  });

  it('is given up where nobody listens, and where somebody listens and says nothing', async () => {
    const gone = await smtp();
    gone.close();
    const { warnings } = await tell(await session([{ mail: { ...gone.mail, tries: 2 } }]));
    expect(warnings).toEqual([expect.stringContaining('ECONNREFUSED')]);
    const silent = await smtp({ greeting: [''] });
    const begun = performance.now();
    const late = await tell(await session([{ mail: { ...silent.mail, timeout: '0.3s', tries: 1 } }]));
    expect(late.warnings).toEqual([expect.stringMatching(/nobody was told by mail.*(timeout|never received)/i)]);
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});

describe('a webhook', () => {
  it('gets the summary as JSON, with headers from the settings, which no file and no message has', async () => {
    const server = await http(answer(204));
    const headers = { Authorization: `Bearer ${ref('TOKEN')}`, 'X-Shop': 'tea' };
    const given = await session([{ webhook: { url: server.url, headers } }], { TOKEN: 'hunter2' });
    const { warnings, said } = await tell(given);
    expect(warnings).toEqual([]);
    expect(server.asked).toMatchObject([
      {
        method: 'POST',
        url: '/hook',
        headers: { authorization: 'Bearer hunter2', 'x-shop': 'tea', 'content-type': 'application/json' },
      },
    ]);
    const told = JSON.parse(server.asked[0]?.body ?? '');
    const { run, published: _p, tables: _t, notes: _n, findings: _f, ...shown } = result;
    expect(told).toEqual({
      version: 1,
      project: 'Tea\nshop',
      run,
      at: '2026-01-10T02:31:00.000Z',
      status: 'published',
      result: shown,
    });
    expect(said + given.project.text).not.toContain('hunter2');
  });

  it('is asked again after an error of the server, ever later, and not after one of ours', async () => {
    const server = await http(answer(500), answer(429), answer(200));
    expect((await tell(await session([{ webhook: { url: server.url } }]))).warnings).toEqual([]);
    const [first = 0, second = 0, third = 0] = server.asked.map(one => one.at);
    expect(server.asked).toHaveLength(3);
    expect(second - first).toBeGreaterThan(490);
    expect(third - second).toBeGreaterThan(990);
    const down = await http(answer(503));
    expect((await tell(await session([{ webhook: { url: down.url, tries: 2 } }]))).warnings).toEqual([
      'nobody was told by webhook: it answered 503 Service Unavailable',
    ]);
    expect(down.asked).toHaveLength(2);
    const strict = await http(answer(401));
    expect((await tell(await session([{ webhook: { url: strict.url } }]))).warnings).toEqual([
      'nobody was told by webhook: it answered 401 Unauthorized',
    ]);
    expect(strict.asked).toHaveLength(1);
    const both = await session([{ webhook: { url: server.url } }, { webhook: { url: strict.url } }]);
    expect((await tell(both)).warnings).toEqual(['nobody was told by webhook 2 of 2: it answered 401 Unauthorized']);
  });

  it('does not carry its headers to where a redirection leads', async () => {
    const elsewhere = await http(answer(200));
    const server = await http(answer(307, { location: elsewhere.url }));
    const { warnings } = await tell(await session([{ webhook: { url: server.url } }]));
    expect(warnings).toEqual([expect.stringContaining('it answered 307')]);
    expect(elsewhere.asked).toEqual([]);
  });

  it('is given up where nobody listens, and where no answer comes, without its address in any message', async () => {
    const silent = await http(() => {});
    const late = await tell(await session([{ webhook: { url: `${silent.url}/hunter2`, timeout: '1s', tries: 2 } }]));
    expect(late.warnings).toEqual(['nobody was told by webhook: no answer in 1s']);
    expect(silent.asked).toHaveLength(2);
    for (const close of closing.splice(0)) close();
    const gone = await tell(await session([{ webhook: { url: `${silent.url}/hunter2`, tries: 1 } }]));
    expect(gone.warnings).toEqual(['nobody was told by webhook: ECONNREFUSED']);
    const wrong = await tell(await session([{ webhook: { url: ref('HOOK'), tries: 1 } }], { HOOK: 'hunter2:// x' }));
    expect(wrong.warnings).toHaveLength(1);
    expect(late.said + gone.said + wrong.said).not.toContain('hunter2');
  });

  it('without a value for its setting is a warning that names the setting', async () => {
    const { warnings } = await tell(await session([{ webhook: { url: ref('NO_SUCH_HOOK') } }]));
    expect(warnings).toEqual([expect.stringContaining(`${ref('NO_SUCH_HOOK')} has no value`)]);
  });
});

describe('a file', () => {
  it('is written whole, for its owner, in a folder that is made; the next one takes its place', async () => {
    const given = await session([{ file: { path: 'status/last.json' } }]);
    await tell(given);
    await tell(given, failureSummary(given, 'r2', new CliError('the source is gone', 4)));
    const path = join(dir, 'status', 'last.json');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ run: 'r2', status: 'failed' });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(dir, 'status'))).toEqual(['last.json']);
  });

  it('that cannot be written is a warning', async () => {
    writeFileSync(join(dir, 'status'), '');
    const { warnings } = await tell(await session([{ file: { path: 'status/last.json' } }]));
    expect(warnings).toEqual([expect.stringContaining('nobody was told by file (status/last.json)')]);
  });
});

describe('who is told', () => {
  it.each([
    ['published', ['always', 'published', 'both']],
    ['unchanged', ['always']],
    ['failed', ['always', 'failure', 'both']],
  ] as const)('of a run that is %s: %j', async (status, wanted) => {
    const on = { always: 'always', failure: 'failure', published: 'published', both: ['failure', 'published'] };
    const given = await session(
      Object.entries(on).map(([name, when]) => ({ on: when, file: { path: `told/${name}` } })),
    );
    await tell(given, { version: 1, project: 'Tea', run: 'r1', at: '', status });
    expect(readdirSync(join(dir, 'told')).sort()).toEqual([...wanted].sort());
  });

  it('of a failure is not told what records hold, and is told where to look', async () => {
    const given = await session([]);
    const sample = { email: 'ann@example.com' };
    const check = {
      name: 'no_twins',
      table: 'dw.dim_customer',
      severity: 'error' as const,
      passed: false,
      offenders: 2,
    };
    const failed = failedChecks([{ ...check, samples: [sample, sample], sentence: 'One customer, one address.' }]);
    expect(failed?.message).toContain('ann@example.com');
    expect(failureSummary(given, 'r1', failed).failure).toEqual({
      code: 1,
      message: '1 of 1 checks failed; nothing was published\nno_twins: 2 offenders\n  One customer, one address.',
      hint: expect.stringContaining('mend the data'),
      command: `custometry runs -p ${dir}`,
    });
    const conversion = new QueryError("could not convert 'ann@example.com' to integer", 'select 1', 'stage.customer');
    expect(failureSummary(given, 'r1', conversion).failure).toEqual({
      code: 7,
      message: 'an error inside while stage.customer was made',
      command: `custometry runs -p ${dir}`,
    });
    const own = new CliError("sql/mart/a.sql: could not convert 'ann@example.com'", 3, '', { cause: conversion });
    expect(failureSummary(given, 'r1', own).failure).toMatchObject({
      code: 3,
      message: 'an error inside while stage.customer was made',
    });
    const missing = new CliError('source orders: no file matches orders.csv', 4, 'mend the pattern');
    expect(failureSummary(given, 'r1', missing).failure).toMatchObject({ command: `custometry doctor -p ${dir}` });
  });

  it('by mail of a failure reads what failed, and the command to see why', async () => {
    const server = await smtp();
    const given = await session([{ on: 'failure', mail: server.mail }]);
    await tell(
      given,
      failureSummary(given, 'r1', new CliError('source orders: no file matches', 4, 'mend the pattern')),
    );
    expect(server.mails[0]).toContain('Subject: [Tea shop] run failed: source orders: no file matches\n');
    expect(server.mails[0]).toContain('source orders: no file matches\nmend the pattern\n');
    expect(server.mails[0]?.replaceAll('=\n', '')).toContain(`see why: custometry doctor -p ${dir}`);
  });
});
