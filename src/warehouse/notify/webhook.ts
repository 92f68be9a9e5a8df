import { durationMs } from '../../project/duration.js';
import type { Notify } from '../../project/schema.js';
import { Final } from './retry.js';
import type { Secrets } from './secrets.js';
import type { Summary } from './summary.js';

type Webhook = NonNullable<Notify['webhook']>;

/** Posts a summary as JSON. A redirection is not followed: it would carry the headers to where they do not belong. */
export async function postWebhook(
  hook: Webhook,
  summary: Summary,
  secrets: Secrets,
  signal?: AbortSignal,
): Promise<void> {
  const url = secrets.fill(hook.url);
  const headers = Object.entries(hook.headers).map(([name, value]) => [name, secrets.fill(value)]);
  const inTime = AbortSignal.timeout(durationMs(hook.timeout));
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'custometry', ...Object.fromEntries(headers) },
    body: JSON.stringify(summary),
    redirect: 'manual',
    signal: signal ? AbortSignal.any([signal, inTime]) : inTime,
  }).catch(error => {
    throw inTime.aborted ? new Error(`no answer in ${hook.timeout}`) : new Error(causeOf(error));
  });
  await response.body?.cancel();
  if (response.ok) return;
  const told = `it answered ${response.status} ${response.statusText}`.trimEnd();
  const isPassing = response.status >= 500 || response.status === 429 || response.status === 408;
  throw isPassing ? new Error(told) : new Final(told);
}

/** Node says "fetch failed" and has the reason as its cause. */
function causeOf(error: Error): string {
  const { cause } = error;
  return cause instanceof Error ? ('code' in cause ? `${cause.code}` : cause.message) : error.message;
}
