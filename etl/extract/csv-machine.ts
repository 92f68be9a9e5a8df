/** The kinds of byte that the machine tells apart; in this order they are the columns of its table. */
export const kinds = { other: 0, delimiter: 1, quote: 2, lineFeed: 3, carriageReturn: 4 } as const;

/** Where the machine that reads delimited text stands. */
export const at = { record: 0, field: 1, unquoted: 2, quoted: 3, quote: 4, carriageReturn: 5 } as const;

/** What a byte does to the record being read. */
export const does = {
  nothing: 0,
  field: 1,
  end: 2,
  blank: 3,
  newlineInQuotes: 4,
  lineFeed: 5,
  literalQuote: 6,
  rubbish: 7,
  loneReturn: 8,
} as const;

/** For each place, where each kind of byte leads and what it does on the way. */
const table = `
  record          unquoted           field:field        quoted                 record:blank            carriageReturn:blank
  field           unquoted           field:field        quoted                 record:end              carriageReturn:end
  unquoted        unquoted           field:field        unquoted:literalQuote  record:end              carriageReturn:end
  quoted          quoted             quoted             quote                  quoted:newlineInQuotes  quoted:newlineInQuotes
  quote           quoted:rubbish     field:field        quoted                 record:end              carriageReturn:end
  carriageReturn  record:loneReturn  record:loneReturn  record:loneReturn      record:lineFeed         record:loneReturn`;

/** `steps[(place << 3) | kind]` is the next place in the low three bits, and in those above what is done. */
export const steps: Uint8Array = packed();

function packed(): Uint8Array {
  const bytes = new Uint8Array(64);
  for (const line of table.trim().split('\n')) {
    const [place, ...cells] = line.trim().split(/ +/);
    for (const [kind, cell] of cells.entries()) {
      const [next, deed = 'nothing'] = cell.split(':');
      bytes[(at[place as keyof typeof at] << 3) | kind] =
        at[next as keyof typeof at] | (does[deed as keyof typeof does] << 3);
    }
  }
  return bytes;
}
