import type { Refusal } from './refusal.js';

/** How much of a refused record is kept. */
export const rawLimitBytes = 65_536;

const messageLimit = 500;

/** The columns of a refusal written down, with the engine's types. */
export const refusalColumns = [
  { name: 'record_number', type: 'bigint' },
  { name: 'byte_offset', type: 'bigint' },
  { name: 'byte_length', type: 'bigint' },
  { name: 'fault', type: 'varchar' },
  { name: 'message', type: 'varchar' },
  { name: 'raw', type: 'varchar' },
  { name: 'raw_truncated', type: 'boolean' },
] as const;

/** A refusal as the texts of those columns; what is not valid UTF-8 in the record becomes U+FFFD. */
export function refusalFields({ recordNumber, offset, length, fault, message, raw }: Refusal): string[] {
  const kept = Buffer.from(raw.subarray(0, rawLimitBytes)).toString();
  const places = [recordNumber, offset, length].map(String);
  return [...places, fault, message.slice(0, messageLimit), kept, String(length > rawLimitBytes)];
}
