/** What stands between the words of a text; split by it, a text keeps all of its parts. */
const betweenWords = /([,;|"'\s:=(){}[\]])/;

/** The words of a text and what stands between them, in order. */
export function partsOf(text: string): string[] {
  return text.split(betweenWords).filter(part => part !== '');
}

/** Of how many parts the longest of some numbers is. */
export function longestOf(numbers: string[]): number {
  return numbers.reduce((longest, number) => Math.max(longest, partsOf(number).length), 1);
}

/**
 * What a customer number in a text may be, each once: its words, and up to `longest` parts in a row, since a number may hold a blank or a
 * quote; without the `.0` that a spreadsheet has put there, and with quotes that a file has doubled.
 */
export function wordsOf(text: string, longest: number): string[] {
  const texts = text.includes('""') ? [text, text.replaceAll('""', '"')] : [text];
  const runs = texts.flatMap(one => runsOf(partsOf(one), longest));
  return [...new Set(runs.flatMap(run => (run.endsWith('.0') ? [run, run.slice(0, -2)] : [run])))];
}

function runsOf(parts: string[], longest: number): string[] {
  const runs = parts.flatMap((_, start) => {
    const most = Math.min(longest, parts.length - start);
    return Array.from({ length: most }, (_, more) => parts.slice(start, start + more + 1).join(''));
  });
  return runs.filter(run => run.length > 1 || !betweenWords.test(run));
}
