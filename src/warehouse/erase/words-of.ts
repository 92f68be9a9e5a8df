/** What stands between the words of a text; split by it, a text keeps all of its parts. */
export const betweenWords = /([,;|"'\s:=(){}[\]]+)/;

/** The words of a text, each once. */
export function wordsOf(text: string): string[] {
  return [...new Set(text.split(betweenWords).filter((word, place) => place % 2 === 0 && word !== ''))];
}
