import { isUtf8 } from 'node:buffer';
import type { Source } from '../project/schema.js';

type Encoding = Source['encoding'];

/** The letters beyond a to z of languages of Western Europe (German with French for Switzerland), and of Central Europe. */
const western = [
  'äöüßàâçéèêëîïôûù',
  'àâæçéèêëîïôœùûüÿ',
  'áéíñóúüç',
  'áâãàçéêíóôõúü',
  'àèéìíîòóùú',
  'åäöøæéü',
  'áðéíóúýþæö',
  'äõöüšž',
];
const central = ['ąćęłńóśźż', 'áčďéěíňóřšťúůýž', 'áäčďéíĺľňóôŕšťúýž', 'áéíóöőúüű', 'čćđšž', 'ăâîşţ'];

/** By the encodings that are usual for them, the likeliest first. */
const alphabets: [Encoding, string[]][] = [
  ['windows-1252', western],
  ['windows-1250', central],
  ['latin-2', central],
];

/** What nearly all letters of a file in one language are of; a file in many has more of others. */
const nearlyAll = 0.95;

/** So many different characters are no chance, such as the É É of a word in capitals. */
const fewestCharacters = 8;

/** What is not UTF-8 and has no mark of UTF-16 is Chinese, or text of one byte per letter, unless most of it is UTF-8 all the same. */
export function encodingOf(bytes: Buffer): Encoding {
  const mark = bytes.subarray(0, 2).toString('hex');
  if (mark === 'fffe' || mark === 'feff') return 'utf-16';
  if (isUtf8(bytes)) return 'utf-8';
  const letters = bytes.toString().match(/[^\0-\x7f]/gu) ?? [];
  const lost = letters.filter(letter => letter === '\ufffd').length;
  if (lost * 2 < letters.length) return 'utf-8';
  return isChinese(bytes) ? 'gb18030' : byLetters(countsInWords(bytes));
}

/** Whether nearly all characters beyond ASCII are frequent ones or signs of GB 2312, which GB 18030 has at the same places. */
function isChinese(bytes: Buffer): boolean {
  const characters = bytes.toString('latin1').match(/[\x81-\xfe]\d[\x81-\xfe]\d|[\x81-\xfe]{1,2}/g) ?? [];
  const twoBytes = characters.filter(one => one.length < 4);
  const frequent = twoBytes.filter(one => /^[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]$/.test(one));
  return new Set(frequent).size >= fewestCharacters && frequent.length >= twoBytes.length * nearlyAll;
}

/** The encoding in which nearly all letters inside words are of one language, and more than in those before it. */
function byLetters(counts: Map<number, number>): Encoding {
  let best: Encoding = 'windows-1252';
  let most = 0;
  for (const [encoding, languages] of alphabets) {
    const share = Math.max(...languages.map(alphabet => shareOf(alphabet, encoding, counts)));
    if (share > most && (encoding === best || share >= nearlyAll)) [best, most] = [encoding, share];
  }
  return best;
}

function shareOf(alphabet: string, encoding: Encoding, counts: Map<number, number>): number {
  const decoder = new TextDecoder(encoding === 'latin-2' ? 'iso-8859-2' : encoding);
  let [own, all] = [0, 0];
  for (const [byte, count] of counts) {
    all += count;
    if (alphabet.includes(decoder.decode(Uint8Array.of(byte)).toLowerCase())) own += count;
  }
  return all === 0 ? 0 : own / all;
}

/** How often each byte beyond ASCII stands between two letters: at the ends of words stand signs, too, such as `£5`, `m³` and quotes. */
function countsInWords(bytes: Buffer): Map<number, number> {
  const counts = new Map<number, number>();
  for (let at = 1; at < bytes.length - 1; at++) {
    const byte = bytes[at] as number;
    if (byte < 0x80 || !isLetter(bytes[at - 1] as number) || !isLetter(bytes[at + 1] as number)) continue;
    counts.set(byte, (counts.get(byte) ?? 0) + 1);
  }
  return counts;
}

const isLetter = (byte: number) => byte >= 0x80 || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
