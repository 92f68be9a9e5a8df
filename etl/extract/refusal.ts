/** Why a record could not be read. */
export type Fault =
  | 'missing_columns'
  | 'surplus_columns'
  | 'unclosed_quote'
  | 'text_after_quote'
  | 'invalid_byte'
  | 'too_long'
  | 'invalid_json'
  | 'not_an_object'
  | 'duplicate_key'
  | 'no_match';

/** A record that is not landed. Offset and length count bytes of the unpacked text (of its UTF-8 form where it had another). */
export interface Refusal {
  /** 1 for the first record of the file, refused ones counted, the header not. */
  recordNumber: number;
  offset: number;
  length: number;
  fault: Fault;
  message: string;
  /** The record or its beginning; whoever writes it down cuts it. */
  raw: Uint8Array;
}
