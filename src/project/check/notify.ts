import type { Finding } from '../finding.js';
import type { Notify } from '../schema.js';

const ways = ['mail', 'webhook', 'file'] as const;
const reference = '${';

/** Whether an entry of `notify` says one way, and keeps its secrets out of the file. */
export function checkNotify(notify: Notify, index: number): Finding[] {
  const path = ['notify', index];
  const given = ways.filter(way => notify[way]);
  if (given.length === 0) {
    return [{ path: [...path, 'mail'], at: 'missing', message: `missing; expected one of ${ways.join(', ')}` }];
  }
  const more = given.slice(1).map((way): Finding => {
    return {
      path: [...path, way],
      at: 'key',
      message: `${given[0]} is named already; make ${way} an entry of its own`,
    };
  });
  return [...more, ...checkMail(notify.mail, [...path, 'mail']), ...checkWebhook(notify.webhook, [...path, 'webhook'])];
}

function checkMail(mail: Notify['mail'], path: Finding['path']): Finding[] {
  if (!mail) return [];
  const { user, password, password_file: file } = mail;
  const findings: Finding[] = [];
  if (password !== undefined && !password.includes(reference)) findings.push(secret([...path, 'password']));
  if (password !== undefined && file !== undefined)
    findings.push({ path: [...path, 'password_file'], at: 'key', message: 'password is given already; leave one out' });
  if (user === undefined && (password ?? file) !== undefined)
    findings.push({
      path: [...path, 'user'],
      at: 'missing',
      message: 'missing; a password needs the name it belongs to',
    });
  return findings;
}

function checkWebhook(webhook: Notify['webhook'], path: Finding['path']): Finding[] {
  if (!webhook) return [];
  const { url, headers } = webhook;
  const findings: Finding[] = [];
  if (!url.includes(reference) && !isAddress(url))
    findings.push({
      path: [...path, 'url'],
      message: 'expected an address such as https://example.com/hook, without a password',
    });
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name))
      findings.push({
        path: [...path, 'headers', name],
        at: 'key',
        message: `"${name}" cannot be the name of a header`,
      });
    if (/auth|token|key|secret|cookie/i.test(name) && !value.includes(reference))
      findings.push(secret([...path, 'headers', name]));
  }
  return findings;
}

/** The value itself is not repeated: the message may be logged. */
function secret(path: Finding['path']): Finding {
  return {
    path,
    message: `a secret does not stand in the project file; write ${reference}NAME}, and the environment fills it`,
  };
}

function isAddress(url: string): boolean {
  const found = URL.canParse(url) ? new URL(url) : undefined;
  return found !== undefined && /^https?:$/.test(found.protocol) && !found.username && !found.password;
}
