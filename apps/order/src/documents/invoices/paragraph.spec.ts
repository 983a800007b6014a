import { describe, expect, it, jest } from '@jest/globals';
import { Paragraph } from './paragraph.js';
import { newDocument, Pen } from './pen.js';

const HELLO = 'مرحبا';
const WORLD = 'بالعالم';

/** What stands on one line, from left to right. */
function line(text: string): string[] {
  return new Paragraph(text).pieces().map((piece) => piece.text);
}

/** What a pen puts on paper, line by line, each from left to right, and where its lines begin and end. */
function print(text: string, width: number, align?: 'right') {
  const doc = newDocument({ title: '', author: '', at: new Date(0) });
  const put = jest.spyOn(doc, 'text');
  const pen = new Pen(doc);
  pen.write(text, { x: 50, y: 50, width, align });
  const lines = new Map<number, { text: string; x: number; end: number }[]>();
  for (const [piece, x, y] of put.mock.calls as unknown as [string, number, number][]) {
    const end = x + pen.width(piece) + (piece === ' ' ? doc.widthOfString(' ') : 0);
    lines.set(y, [...(lines.get(y) ?? []), { text: piece, x, end }]);
  }
  return [...lines.values()];
}

describe('text on paper', () => {
  it('is one piece when all of it goes from left to right', () => {
    expect(line('Łódź Фильтр 进击 กล่อง 🎮')).toEqual(['Łódź Фильтр 进击 กล่อง 🎮']);
  });

  it('begins at the right when its first letter does, with every space', () => {
    expect(line(`${HELLO} ${WORLD} RTL test`)).toEqual(['RTL test', ' ', WORLD, ' ', HELLO]);
    expect(line(`${HELLO}$& Ada`)).toEqual(['Ada', ' ', '&', '$', HELLO]);
    expect(line(`7 ${HELLO}`)).toEqual([HELLO, ' ', '7']);
  });

  it('turns words around inside of a line that begins at the left', () => {
    expect(line(`Pad ${HELLO} ${WORLD}, new`)).toEqual(['Pad ', WORLD, ' ', HELLO, ', new']);
    expect(line(`Pad ${HELLO} 🎮 ${WORLD}`)).toEqual(['Pad ', WORLD, ' ', '🎮', ' ', HELLO]);
  });

  it('keeps the order of digits, Arabic ones as well', () => {
    expect(line('שמן 5W-30 עד 1,234.50')).toEqual([
      '1,234.50',
      ' ',
      'עד',
      ' ',
      '5W-30',
      ' ',
      'שמן',
    ]);
    expect(line('رقم ١٢٫٥').join('')).toBe('١٢٫٥ رقم');
  });

  it('turns brackets around with what is in them', () => {
    expect(line('שמן (מנוע) [5W]')).toEqual(['[', '5W', ']', ' ', '(', 'מנוע', ')', ' ', 'שמן']);
    expect(line('Oil (שמן)')).toEqual(['Oil (', 'שמן', ')']);
  });

  it('keeps marks with their letters', () => {
    expect(line('שָׁלוֹם עִבְרִית')).toEqual(['עִבְרִית', ' ', 'שָׁלוֹם']);
  });

  it('keeps Persian letters apart that are meant to be', () => {
    expect(line('می\u200cخواهم')).toEqual(['خواهم', 'می']);
  });

  it.each(['\u202e', '\u202b', '\u2067', '\u2066', '\u200f', '\u061c', '\u200b', '\u00ad'])(
    'does not obey %j',
    (control) => {
      expect(line(`photo${control}gnp.exe\u202c\u2069 ${control}after`)).toEqual([
        'photognp.exe after',
      ]);
      expect(line(`${control}${HELLO}${control} Ada`)).toEqual(['Ada', ' ', HELLO]);
    },
  );
});

describe('a paragraph of several lines', () => {
  const text = `${HELLO} ${WORLD} Latin words ${HELLO} 12.50 ${WORLD}`;

  it('is broken in the order of reading and flush where it begins', () => {
    const lines = print(text, 90);
    expect(lines.map((pieces) => pieces.map((piece) => piece.text))).toEqual([
      ['Latin', ' ', WORLD, ' ', HELLO],
      ['12.50', ' ', HELLO, ' ', 'words'],
      [WORLD],
    ]);
    const ends = lines.map((pieces) => pieces.at(-1)!.end);
    for (const end of ends) expect(end).toBeCloseTo(ends[0]!, 1);
    expect(Math.min(...lines.map((pieces) => pieces[0]!.x))).toBeCloseTo(50, 1);
    for (const end of print(text, 90, 'right').map((pieces) => pieces.at(-1)!.end)) {
      expect(end).toBeCloseTo(140, 1);
    }
  });

  it('has one piece begin where the last one ends', () => {
    for (const pieces of print(text, 300)) {
      for (const [n, { x }] of pieces.slice(1).entries()) expect(x).toBeCloseTo(pieces[n]!.end, 1);
    }
  });
});
