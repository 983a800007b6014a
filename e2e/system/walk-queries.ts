import { call } from './client.js';
import { filled, takesCursor, typeOf, type Parameter, type Route } from './described.js';
import { inParallel } from './walk-bodies.js';

interface Listed {
  items?: unknown[];
  next_cursor?: string | null;
  errors?: { field: string }[];
}

/** An empty search is one for everything, an empty cursor the place before the first. */
const MAY_BE_EMPTY = new Set(['q', 'cursor']);
const NO_TIMES = ['2024-W05-1', '2024-02-30T10:00:00Z', '2024-05-31', '1717149600', '99999-01-01'];
const NO_NUMBERS = ['0.5', '1e3', '-1', 'NaN', '99999999999999999999', '2147483648', ' 1', '0x10'];

const matches = (pattern: string, text: string) => new RegExp(pattern, 'u').test(text);

function wrongValues({ name, schema = {} }: Parameter): string[] {
  const mayBeEmpty = MAY_BE_EMPTY.has(name) || (schema.pattern && matches(schema.pattern, ''));
  const empty = mayBeEmpty ? [] : [''];
  if (schema.enum) return [...empty, 'nonsense'];
  if (typeOf(schema) === 'integer') return [...empty, ...NO_NUMBERS];
  if (typeOf(schema) === 'boolean') return [...empty, 'maybe'];
  if (schema.format === 'date-time') return [...empty, ...NO_TIMES];
  if (schema.format === 'uuid') return [...empty, 'x', '1'];
  return [...empty, 'a\u0000b', 'x'.repeat((schema.maxLength ?? 500) + 1)];
}

/** Every parameter of every read: a value that is none, and an empty one, is refused by its name. */
export async function walkQueries(routes: Route[], token: string): Promise<string[]> {
  const failures: string[] = [];
  const cases = routes
    .filter(({ method }) => method === 'GET')
    .flatMap((route) =>
      (route.operation.parameters ?? [])
        .filter((one) => one.in === 'query')
        .flatMap((parameter) =>
          wrongValues(parameter).map((value) => ({ route, parameter, value })),
        ),
    );
  await inParallel(cases, async ({ route, parameter: { name }, value }) => {
    const query = `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
    const { status, body } = await call<Listed>(`${route.url}${filled(route)}?${query}`, { token });
    if (status === 422 && body.errors?.some(({ field }) => field === name)) return;
    failures.push(`${route.service} ${route.path}?${name}=${value.slice(0, 30)} → ${status}`);
  });
  return failures;
}

const PLACES: unknown[] = [
  null,
  true,
  [],
  {},
  '',
  'a\u0000b',
  '\ud800',
  'x'.repeat(3_000),
  '9'.repeat(25),
  '9223372036854775808',
  '-9223372036854775809',
  '2024-02-30T10:00:00.000Z',
  '0000-01-01T00:00:00.000Z',
  '294277-01-01T00:00:00.000Z',
  '00000000-0000-0000-0000-00000000000g',
  2 ** 31,
  -(2 ** 53),
  1e300,
  0.5,
];
/** No column holds these, whatever its type. */
const NOWHERE = new Set<unknown>(['a\u0000b', '\ud800', 'x'.repeat(3_000), 1e300, 0.5]);

const encoded = (place: unknown) => Buffer.from(JSON.stringify(place)).toString('base64url');

/** A cursor's own values replaced one by one, and its names; `never` when it can't be right. */
function broken(cursor: string): { text: string; never: boolean }[] {
  const place = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Record<string, unknown>;
  const values = Object.keys(place).flatMap((name) =>
    PLACES.map((value) => ({
      text: encoded({ ...place, [name]: value }),
      never: NOWHERE.has(value),
    })),
  );
  const [first = ''] = Object.keys(place);
  const { [first]: _gone, ...less } = place;
  const others = [less, { ...place, more: 1 }, [place], Object.values(place), 'text', null];
  return [...values, ...others.map((other) => ({ text: encoded(other), never: true }))];
}

export interface Cursors {
  lists: number;
  own: number;
  failures: string[];
}

/** Every list: its own cursor leads on, and one that is not its own, or that no column can hold, is refused by name. */
export async function walkCursors(routes: Route[], token: string): Promise<Cursors> {
  const lists = routes.filter(takesCursor);
  const failures: string[] = [];
  const own = new Map<Route, string>();
  const at = (route: Route, query: string) =>
    call<Listed>(`${route.url}${filled(route)}?${query}`, { token });
  for (const route of lists) {
    const { status, body } = await at(route, 'limit=1');
    const first = await at(route, 'limit=1&cursor=');
    if (first.status !== status) failures.push(`${route.path}?cursor= → ${first.status}`);
    if (status >= 500) failures.push(`${route.path} → ${status}`);
    if (body.next_cursor) own.set(route, body.next_cursor);
  }
  const foreign = [...own.values()];
  await inParallel(lists, async (route) => {
    const what = `${route.service} ${route.path}`;
    const mine = own.get(route);
    if (mine) {
      const next = await at(route, `limit=1&cursor=${mine}`);
      if (next.status !== 200) failures.push(`${what} refuses its own cursor: ${next.status}`);
    }
    const wrong = [
      ...(mine ? broken(mine) : []),
      ...foreign.map((text) => ({ text, never: false })),
      ...['x', 'a'.repeat(4_097), '%00', encoded({})].map((text) => ({ text, never: true })),
    ];
    for (const { text, never } of wrong) {
      const { status, body } = await at(route, `cursor=${text}`);
      const refused = status === 422 && body.errors?.some(({ field }) => field === 'cursor');
      // A list of a thing that is not there may say that first.
      if (refused || status === 404 || (status === 200 && !never)) continue;
      const shown = Buffer.from(text, 'base64url').toString().slice(0, 80);
      failures.push(`${what} with the cursor ${shown} → ${status}`);
    }
  });
  return { lists: lists.length, own: own.size, failures };
}
