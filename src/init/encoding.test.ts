import { describe, expect, it } from 'vitest';
import { encodingOf } from './encoding.js';

/** Of the letters below: RFC 1345 for ISO 8859-2, and the code pages of Windows. */
const bytes = {
  'windows-1250': {
    ą: 0xb9,
    ć: 0xe6,
    ę: 0xea,
    ł: 0xb3,
    ń: 0xf1,
    ó: 0xf3,
    ś: 0x9c,
    ź: 0x9f,
    ż: 0xbf,
    Ł: 0xa3,
    š: 0x9a,
    ž: 0x9e,
    č: 0xe8,
  },
  'latin-2': {
    ą: 0xb1,
    ć: 0xe6,
    ę: 0xea,
    ł: 0xb3,
    ń: 0xf1,
    ó: 0xf3,
    ś: 0xb6,
    ź: 0xbc,
    ż: 0xbf,
    Ł: 0xa3,
    š: 0xb9,
    ž: 0xbe,
    č: 0xe8,
  },
};
const both = {
  ě: 0xec,
  ř: 0xf8,
  ů: 0xf9,
  ý: 0xfd,
  á: 0xe1,
  í: 0xed,
  é: 0xe9,
  ň: 0xf2,
  ö: 0xf6,
  ü: 0xfc,
  ő: 0xf5,
  ű: 0xfb,
};

function written(text: string, encoding: keyof typeof bytes): Buffer {
  const table: Record<string, number> = { ...both, ...bytes[encoding] };
  return Buffer.from([...text].map(letter => table[letter] ?? letter.charCodeAt(0)));
}

const polish =
  'klient,miasto\nMałgorzata Wiśniewska,Łódź\nStanisław Dąbek,Poznań\nRóża Zięba,Częstochowa\nBożena Źrebiec,Dęblin\n';
const czech = 'jméno;město\nJiří Dvořák;Plzeň\nTomáš Růžička;Děčín\nZdeněk Havlíček;Křižanov\n';
const hungarian = 'név;város\nErdős Gyöngyi;Győr\nSzűcs Zoltán;Fűzfő\nKovács Béla;Hódmező\n';

describe('the encoding of a file that is not UTF-8', () => {
  it.each([
    ['Polish', polish],
    ['Czech', czech],
  ])('is told by letters that one encoding has inside words and others have not: %s', (_, text) => {
    for (const encoding of ['windows-1250', 'latin-2'] as const)
      expect(encodingOf(written(text, encoding))).toBe(encoding);
  });

  it('is windows-1250 of Hungarian, whose letters latin-2 has at the same places', () => {
    expect(encodingOf(written(hungarian, 'windows-1250'))).toBe('windows-1250');
  });

  it.each([
    ['German', 'Kunde;Straße\nMüller;Größe\nJäger;Köln\n'],
    ['French', 'client;ville\nHélène Lefèvre;Besançon\nFrançois Benoît;Nîmes\nZoé Müller;Orléans\n'],
    ['Swiss', 'Kunde;Ort\nRené Müller;Genève\nJürg Bär;Neuchâtel\nFrançois Favre;Fribourg\nHélène Rösti;Zürich\n'],
    ['Spanish', 'cliente;ciudad\nMuñoz;Córdoba\nPeña;A Coruña\nGarcía;León\n'],
    ['Portuguese', 'cliente;cidade\nJoão Simões;São Paulo\nConceição;Brasília\n'],
    ['Italian', 'cliente;città\nNiccolò;Forlì\nPerché;virtùs\n'],
    ['Danish', 'kunde;by\nSøren Kjær;Århus\nBjørn;Ærøskøbing\nKåre;Tromsø\n'],
    ['all of Europe at once', 'Müller\nGarcía Núñez\nSørensen\nLefèvre\nBjörk\nJoão\nKjær\nHåkon\nBesançon\n'],
    [
      'signs, and letters only at the ends of words',
      'item;size;price\nmug;3 m\xb3;\xa35\nbox\xb9;2 m\xb2;\xa37\ncaf\xe9;1;\xa32\n',
    ],
  ])('is windows-1252 of %s', (_, text) => {
    expect(encodingOf(Buffer.from(text, 'latin1'))).toBe('windows-1252');
  });

  // Of the bytes: Unicode's table of GB 2312.
  it('is gb18030 of Chinese, whose frequent characters are two bytes', () => {
    const chinese = Buffer.from('c2f2bcd22cb3c7cad00acdf5ceb02cb1b1bea92c953085320a', 'hex');
    expect(new TextDecoder('gb18030').decode(chinese)).toBe('买家,城市\n王伟,北京,🙂\n');
    expect(encodingOf(chinese)).toBe('gb18030');
  });

  it('is windows-1252 of words in capitals with two such letters together', () => {
    expect(encodingOf(Buffer.from('état\nCRÉÉE\nFERMÉE\nCRÉÉE\nÀÂ\n', 'latin1'))).toBe('windows-1252');
  });

  it('is none where it is UTF-8, even with a stray byte, or has the mark of UTF-16', () => {
    expect(encodingOf(Buffer.from(polish))).toBe('utf-8');
    expect(encodingOf(Buffer.concat([Buffer.from(polish), Buffer.of(0xe9, 0x0a)]))).toBe('utf-8');
    expect(encodingOf(Buffer.from(`\ufeff${polish}`, 'utf16le'))).toBe('utf-16');
  });
});
