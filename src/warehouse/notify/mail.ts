import { messageOf } from '../../errors.js';
import { durationMs } from '../../project/duration.js';
import type { Notify } from '../../project/schema.js';
import { hasCode } from '../../run/error-code.js';
import { messageText } from './message.js';
import { Final } from './retry.js';
import type { Secrets } from './secrets.js';
import type { Summary } from './summary.js';

type Mail = NonNullable<Notify['mail']>;

/** Sends a summary by mail. The package that speaks with mail servers is optional, and loaded here. */
export async function sendMail(mail: Mail, summary: Summary, secrets: Secrets): Promise<void> {
  const { createTransport } = await import('nodemailer').catch(error => {
    throw new Final(
      hasCode(error, 'ERR_MODULE_NOT_FOUND')
        ? 'mail needs the package nodemailer: npm install nodemailer'
        : `the package nodemailer cannot be loaded: ${messageOf(error)}`,
    );
  });
  const { subject, text } = messageText(summary);
  const transport = createTransport(connection(mail, secrets));
  try {
    await transport.sendMail({
      from: mail.from,
      to: mail.to,
      subject,
      text,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  } catch (error) {
    throw isRefusal(error) ? new Final(error.message) : error;
  } finally {
    transport.close();
  }
}

function connection({ host, port, tls, user, password, password_file: file, timeout }: Mail, secrets: Secrets) {
  const pass = file === undefined ? secrets.fill(password ?? '') : secrets.read(file);
  const wait = durationMs(timeout);
  return {
    host,
    port,
    secure: port === 465,
    requireTLS: tls && port !== 465,
    ...(user !== undefined && { auth: { user: secrets.fill(user), pass } }),
    connectionTimeout: wait,
    greetingTimeout: wait,
    socketTimeout: wait,
    dnsTimeout: wait,
  };
}

/** A name, a password or an address that the server will not take at another time either: RFC 5321, replies 5yz. */
function isRefusal(error: unknown): error is Error {
  return error instanceof Error && 'responseCode' in error && Number(error.responseCode) >= 500;
}
