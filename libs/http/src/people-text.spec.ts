import { describe, expect, it } from '@jest/globals';
import { isDay, isInstant, lengthOf } from '@tandem/kernel';
import {
  canonicalEmail,
  emailProblem,
  received,
  textProblem,
  type TextKind,
  type TextRules,
} from './people-text.js';

const rules = (kind: TextKind, min: number, max: number) => ({ kind, min, max });
const problemOf = (text: string, rule: TextRules) => textProblem(received(text, rule), rule);
const line = (text: string) => problemOf(text, rules('line', 1, 200));

describe('a line of a person’s text', () => {
  it.each([
    ['Bremsscheibe für Größe 320'],
    ['a'.repeat(194) + '✔️'.repeat(3)],
    ['👩‍🔧 Tools'],
    ['👩🏽‍🔧'],
    ['🏳️‍🌈'],
    ['🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
    ['1️⃣ First'],
    ['☎︎ Call'],
    ['שלום'],
    ['مرحبا'],
    ['葛飾区'],
    ['नमस्ते'],
    ['😀'.repeat(200)],
    ['O’Neill & Söhne <GmbH>'],
  ])('may be %s', (text) => expect(line(text)).toBeNull());

  it.each([
    ['nothing', ''],
    ['spaces', ' \u00a0\u3000 '],
    ['a zero-width space', 'pay\u200bpal'],
    ['a joiner outside an emoji', 'pay\u200dpal'],
    ['a selector outside an emoji', 'a\ufe0f'],
    ['a soft hyphen', 'pay\u00adpal'],
    ['a word joiner', 'pay\u2060pal'],
    ['a turned direction', '\u202egnp.exe'],
    ['an isolate', '\u2067abc\u2069'],
    ['a mark of direction', 'abc\u200f1'],
    ['a byte order mark in the middle', 'a\ufeffb'],
    ['Hangul fillers alone', '\u3164\u115f'],
    ['blank Braille alone', '\u2800\u2800'],
    ['a lone combining mark', '\u0301'],
    ['a tag outside a flag', 'a\u{e0061}'],
    ['a line break', 'a\nb'],
    ['a line separator', 'a\u2028b'],
    ['a C1 control', 'a\u0085b'],
    ['a bell', 'a\u0007b'],
    ['too many characters', 'a'.repeat(201)],
    ['too many as the database counts', 'a'.repeat(194) + '✔️'.repeat(6)],
  ])('may not be or hold %s', (_name, text) => expect(line(text)).toEqual(expect.any(String)));

  it('is kept composed and without space around it', () => {
    expect(received('  Gru\u0308ße\u00a0', rules('line', 1, 200))).toBe('Grüße');
  });

  it('has no more characters than is published, those that are not kept counted as well', () => {
    const sent = '\t' + 'a'.repeat(200);
    expect(line(sent)).toBe('must have at most 200 characters, counted as they are sent');
    expect(line('a'.repeat(201))).toBe('must have at most 200 characters');
    expect(line('e\u0301'.repeat(101))).not.toBeNull();
    expect(line('   ' + 'a'.repeat(190) + '\t\n')).toBeNull();
  });
});

describe('longer text', () => {
  const rule = rules('paragraphs', 0, 20);
  const problem = (text: string) => problemOf(text, rule);
  it('may have lines, tabs and the joiners that scripts need', () => {
    expect(received('a\r\nb\rc', rule)).toBe('a\nb\nc');
    for (const text of ['', 'a\r\n\tb', 'می\u200cخواهم', '✔️']) expect(problem(text)).toBeNull();
  });
  it('may not have controls or turned directions', () => {
    for (const text of ['a\u0007', 'a\u0085', 'a\u202eb', 'a\u2028b'])
      expect(problem(text)).not.toBeNull();
  });
});

describe('other text', () => {
  it('to search for loses what can’t be seen', () => {
    expect(received(' brake\u200b disc\u202e ', rules('search', 0, 200))).toBe('brake  disc');
  });
  it('of machines is visible ASCII as it is', () => {
    const machine = (text: string) => textProblem(text, { kind: 'machine', min: 1, max: 9 });
    expect(machine('aB-_9.')).toBeNull();
    for (const text of ['', 'a b', 'ä', 'a\u200b', '0123456789'])
      expect(machine(text)).not.toBeNull();
  });
  it('is counted as PostgreSQL counts it', () => {
    for (const [text, length] of [
      ['', 0],
      ['abc', 3],
      ['✔️', 2],
      ['😀', 1],
      ['👩‍🔧', 3],
    ] as const)
      expect(lengthOf(text)).toBe(length);
  });
});

describe('an e-mail address', () => {
  it.each([
    [' Ada@Example.COM ', 'ada@example.com'],
    ['ａｄａ@example.com', 'ada@example.com'],
    ['ada@MÜNCHEN.example', 'ada@xn--mnchen-3ya.example'],
    ['ada@xn--mnchen-3ya.example', 'ada@xn--mnchen-3ya.example'],
    ['ada+shop@example.co.uk', 'ada+shop@example.co.uk'],
  ])('%s has one form', (typed, kept) => {
    expect(canonicalEmail(typed)).toBe(kept);
    expect(emailProblem(kept)).toBeNull();
  });
  it.each([
    'ada\u200b@example.com',
    'ada@exam\u00adple.com',
    'ad\u202ea@example.com',
    'adа@example.com',
    'ada',
    '@example.com',
    'ada@',
    'ada@localhost',
    'a..b@example.com',
    'ada@exa mple.com',
    'ada@-a.com',
    `${'a'.repeat(65)}@example.com`,
    `ada@${'a.'.repeat(130)}com`,
    `${' '.repeat(250)}ada@example.com`,
    '',
  ])('is not %j', (typed) => expect(emailProblem(canonicalEmail(typed))).not.toBeNull());
});

describe('a day', () => {
  it.each(['2024-02-29', '0001-01-01', '9999-12-31', '2000-02-29', '0096-02-29'])('is %s', (text) =>
    expect(isDay(text)).toBe(true),
  );
  it.each([
    '2024-W05-1',
    '2024-W05',
    '2024-001',
    '2023-02-29',
    '1900-02-29',
    '2024-02-30',
    '2024-13-01',
    '2024-00-10',
    '0000-01-01',
    '+2024-01-01',
    '-2024-01-01',
    '+275760-09-13',
    '2024-1-1',
    '20240131',
    '2024-01-31T00:00:00Z',
    '2024-01-31 ',
    '',
    20240131,
    null,
  ])('is not %j', (text) => expect(isDay(text)).toBe(false));
});

describe('a point in time', () => {
  it.each(['2026-01-01T00:00:00Z', '2028-02-29T23:59:59.123456789-05:00', '0001-01-01t00:00:00z'])(
    'is %s',
    (text) => expect(isInstant(text)).toBe(true),
  );
  it.each([
    '2026-01-01',
    '2026-01-01T00:00:00',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-02-30T00:00:00Z',
    '2026-01-01T00:00:00+24:00',
    '0000-01-01T00:00:00Z',
    '+275760-09-13T00:00:00.000Z',
    '2026-W01-1T00:00:00Z',
    'now',
    1,
  ])('is not %j', (text) => expect(isInstant(text)).toBe(false));
});
