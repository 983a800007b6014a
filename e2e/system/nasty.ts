import { typeOf, type Field } from './described.js';

/** `refused`: nothing else is right. Otherwise it may be kept, if it fits the field. */
export interface Nasty {
  value: unknown;
  refused: boolean;
}

const no = (...values: unknown[]): Nasty[] => values.map((value) => ({ value, refused: true }));
const maybe = (...values: unknown[]): Nasty[] => values.map((value) => ({ value, refused: false }));

/** Takes the place of a number that JavaScript cannot hold, in the text of the body. */
export const BEYOND = 'a number beyond every column';
export const BEYOND_DIGITS = '9'.repeat(40);

const HALF_A_PAIR = ['\ud800', 'a\udfff', '\udc00\ud800'];
const NOT_STORABLE = ['\u0000', 'a\u0000b', ...HALF_A_PAIR];
/** Nothing to see, and what turns the text after it around. */
const UNSEEN = ['\u200b', '\u200d\u2060', 'a\u202eb', '\u2066a', '\u00ad', '\ufeffa', '\u2800'];
/** Longer in one measure than in another: code points, UTF-16 units, bytes, escaped HTML, small letters. */
const MEASURES = (length: number) => [
  'a'.repeat(Math.max(0, length - 6)) + '✔️'.repeat(6),
  '&'.repeat(length + 1),
  'İ'.repeat(length),
  '👩‍🔧'.repeat(Math.ceil(length / 3)),
  'e\u0301'.repeat(length),
  '\ufdfa'.repeat(length),
];
const NO_DAYS = [
  '2024-W05-1',
  '2024-032',
  '2024-02-30',
  '0000-01-01',
  '2024-13-01',
  '20240131',
  '+002024-01-01',
  '-000001-01-01',
  '275760-09-14',
  'yesterday',
  '2024-01-01T25:00:00Z',
  '2024-02-30T10:00:00.000Z',
  '1717149600',
];
const WRONG_OBJECTS: unknown[] = [[], [[]], 'text', '', 0, true];
const WRONG_LISTS: unknown[] = [{}, 'text', 0, true, [[]], [null], [[], {}]];

function texts({ pattern, format, maxLength = 500 }: Field['schema']): Nasty[] {
  const days = format === 'date' || format === 'date-time' ? no(...NO_DAYS) : [];
  const measures = MEASURES(Math.min(maxLength, 10_000));
  return [
    ...days,
    ...no(...NOT_STORABLE, 'x'.repeat(maxLength + 1), 7, true, {}, [], [null], [[]]),
    ...maybe(
      ...UNSEEN,
      ...measures,
      '&'.repeat(10_001),
      ' ',
      '__proto__',
      "'; drop table parts; --",
    ),
    ...(pattern || format ? no('\u200b') : []),
  ].filter(({ value }) => typeof value !== 'string' || value.length < 40_000);
}

/** What to try in a field: the kinds of value that have been stored damaged, or answered with a 500, elsewhere. */
export function nastyFor({ schema, nullable }: Field): Nasty[] {
  const nothing = nullable ? [] : no(null);
  if (schema.enum) return [...nothing, ...no('nonsense', '', 0, [], {}, [schema.enum[0]])];
  switch (typeOf(schema)) {
    case 'string':
      return [...nothing, ...texts(schema)];
    case 'integer': {
      const { minimum = 0, maximum = 2_147_483_647 } = schema;
      const numbers = [minimum - 1, maximum + 1, 0.5, 2 ** 53 + 2, 1e308, BEYOND];
      return [...nothing, ...no(...numbers, 'a', [], [1], {}, true)];
    }
    case 'boolean':
      return [...nothing, ...no('maybe', 2, [], {})];
    case 'array':
      return [...nothing, ...no(...WRONG_LISTS)];
    case 'object':
      return [...nothing, ...no(...WRONG_OBJECTS)];
    default:
      return [];
  }
}
