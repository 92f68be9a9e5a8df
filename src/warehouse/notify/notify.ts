import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { messageOf } from '../../errors.js';
import type { Notify } from '../../project/schema.js';
import { appendLedger } from '../../run/ledger.js';
import { writeFileAtomic } from '../../run/write-file.js';
import type { Session } from '../session.js';
import { sendMail } from './mail.js';
import { retrying } from './retry.js';
import { type Secrets, secretsOf } from './secrets.js';
import type { Summary } from './summary.js';
import { postWebhook } from './webhook.js';

/**
 * Tells everyone whom the project names how a run ended, each by their own way, all at once. Nothing that goes wrong here is thrown:
 * it is answered as warnings, and an event in the ledger of the run.
 */
export async function notify(session: Session, summary: Summary): Promise<string[]> {
  const wanted = session.project.config.notify.filter(({ on }) => isMeant(on, summary.status));
  const faults = await Promise.all(wanted.map(one => tellOne(session, one, summary)));
  return faults.filter(fault => fault !== undefined);
}

function isMeant(on: Notify['on'], status: Summary['status']): boolean {
  return on.includes('always') || on.includes(status === 'failed' ? 'failure' : (status as 'published'));
}

async function tellOne(session: Session, one: Notify, summary: Summary): Promise<string | undefined> {
  const way = nameOf(one, session.project.config.notify);
  const fault = await faultOf(session, one, summary);
  try {
    appendLedger(session.state, { at: session.now().toISOString(), run: summary.run, event: 'notify', way, fault });
  } catch {
    // The run is over, and its end is in the ledger: a full disk now takes nothing from it.
  }
  return fault === undefined ? undefined : `nobody was told by ${way}: ${fault}`;
}

async function faultOf(session: Session, one: Notify, summary: Summary): Promise<string | undefined> {
  const secrets = secretsOf(session);
  const { tries } = one.mail ?? one.webhook ?? { tries: 1 };
  try {
    await retrying(tries, () => sendBy(session, one, summary, secrets), session.options.signal);
    return undefined;
  } catch (error) {
    return secrets.hide(messageOf(error));
  }
}

async function sendBy({ project, options }: Session, one: Notify, summary: Summary, secrets: Secrets): Promise<void> {
  if (one.mail) return sendMail(one.mail, summary, secrets);
  if (one.webhook) return postWebhook(one.webhook, summary, secrets, options.signal);
  const path = resolve(project.dir, one.file?.path ?? '');
  mkdirSync(dirname(path), { recursive: true });
  writeFileAtomic(path, `${JSON.stringify(summary, null, 2)}\n`);
}

/** An address of a webhook may be a secret as a whole, so of several the place is named. */
function nameOf(one: Notify, all: Notify[]): string {
  if (one.mail) return `mail (${one.mail.host})`;
  if (one.file) return `file (${one.file.path})`;
  const webhooks = all.filter(({ webhook }) => webhook);
  return webhooks.length > 1 ? `webhook ${webhooks.indexOf(one) + 1} of ${webhooks.length}` : 'webhook';
}
