import * as z from 'zod';
import { durationPattern } from './duration.js';
import { oneOrMore } from './vocabulary.js';

const duration = z.string().regex(durationPattern, 'a time such as 30s, 10m or 2h');
const timeout = duration.default('10s').describe('how long an answer is waited for');
const tries = z.number().int().min(1).max(10).default(3).describe('how often it is tried, ever more slowly');

const mail = z.strictObject({
  host: z.string().min(1).describe('the mail server'),
  port: z.number().int().min(1).max(65_535).default(587).describe('465 speaks TLS from the first byte'),
  tls: z.boolean().default(true).describe('false: without encryption where the server offers none'),
  user: z.string().min(1).optional().describe('who signs in; default: nobody does'),
  password: z.string().optional().describe('the name of a setting in braces, never the password itself'),
  password_file: z.string().min(1).optional().describe('a file with the password, readable by its owner only'),
  from: z.string().min(1).describe('the sender'),
  to: oneOrMore(z.string().min(1)).describe('the receivers'),
  timeout,
  tries,
});

const webhook = z.strictObject({
  url: z.string().min(1).describe('where the summary is posted as JSON'),
  headers: z.record(z.string(), z.string()).default({}).describe('headers of the request, such as Authorization'),
  timeout,
  tries,
});

const file = z.strictObject({
  path: z.string().min(1).describe('where the summary is written as JSON, from the folder of the project file'),
});

/** Who is told how a run ended, and by which way; one of mail, webhook and file. */
export const notifySchema = z.strictObject({
  on: oneOrMore(z.enum(['always', 'failure', 'published']))
    .prefault('always')
    .describe('which runs are told: all, those that failed, those that published'),
  mail: mail.optional().describe('by mail'),
  webhook: webhook.optional().describe('by a request to a server'),
  file: file.optional().describe('by a file'),
});
