import { randomUUID } from 'node:crypto';
import { call, type Answer } from './client.js';
import {
  FORM,
  bodyOf,
  bodyWith,
  fieldsOf,
  filled,
  typeOf,
  type Field,
  type Route,
} from './described.js';
import { BEYOND, BEYOND_DIGITS, nastyFor, type Nasty } from './nasty.js';

interface Problem {
  status?: number;
  code?: string;
  errors?: { field: string; message: string }[];
}

export interface Walk {
  asked: number;
  accepted: number;
  failures: string[];
}

/** So many at once: the services answer side by side, the test stays short. */
const AT_ONCE = 8;

export async function inParallel<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

function asForm(body: unknown): string | undefined {
  const values = Object.values(body as object);
  if (values.some((value) => typeof value !== 'string' || !value.isWellFormed())) return undefined;
  return new URLSearchParams(body as Record<string, string>).toString();
}

/** The headers that an operation insists on, with another value each time. */
function headersOf({ operation }: Route): Record<string, string> {
  const needed = (operation.parameters ?? []).filter((one) => one.in === 'header' && one.required);
  return Object.fromEntries(needed.map(({ name }) => [name, randomUUID()]));
}

const asJson = (body: unknown) =>
  JSON.stringify(body).replaceAll(`"${BEYOND}"`, () => BEYOND_DIGITS);

/** Whether an answer speaks of this field: itself, what it lies in, or something in it. */
function names({ errors = [] }: Problem, path: string): boolean {
  return errors.some(
    ({ field, message }) =>
      message !== '' &&
      (field === path || field.startsWith(`${path}.`) || path.startsWith(`${field}.`)),
  );
}

/** What a text became: the same, or its one spelling, within the field's own limit. */
function keptWrongly({ body }: Answer<unknown>, field: Field, value: string): string | undefined {
  const kept = (body as Record<string, unknown> | null)?.[String(field.path[0])];
  if (field.path.length > 1 || typeof kept !== 'string') return undefined;
  const length = [...kept].length;
  if (length > (field.schema.maxLength ?? Infinity)) return `is kept with ${length} characters`;
  if (kept.includes('\ufffd') || !kept.isWellFormed()) return 'is kept damaged';
  const same = kept.replace(/<[^>]*>/g, '').replaceAll('&amp;', '&');
  if (same.trim() !== value.normalize('NFC').trim()) return `is kept as ${kept.slice(0, 40)}`;
  return undefined;
}

async function ask(route: Route, token: string, field: Field, nasty: Nasty, walk: Walk) {
  const { type } = bodyOf(route)!;
  const body = bodyWith(route, field, nasty.value);
  const raw = type === FORM ? asForm(body) : asJson(body);
  if (raw === undefined) return;
  const answer = await call<Problem>(route.url + filled(route), {
    method: route.method as 'POST',
    token,
    raw,
    headers: { 'content-type': type, ...headersOf(route) },
  });
  const path = field.path.join('.');
  const what = `${route.service} ${route.method} ${route.path} ${path}=${JSON.stringify(nasty.value)?.slice(0, 40)}`;
  walk.asked += 1;
  if (answer.status >= 500) walk.failures.push(`${what} → ${answer.status}`);
  else if (answer.status === 422 && !names(answer.body, path)) {
    // A rule about other fields, or about the state, may come first only where this one may be right.
    if (nasty.refused) walk.failures.push(`${what} → 422, not for ${path}`);
  } else if (nasty.refused && answer.status !== 422) {
    walk.failures.push(`${what} → ${answer.status}`);
  } else if (answer.status < 300 && typeof nasty.value === 'string') {
    walk.accepted += 1;

    const wrong = typeOf(field.schema) === 'string' && keptWrongly(answer, field, nasty.value);
    if (wrong) walk.failures.push(`${what} ${wrong}`);
  }
}

/** What to ask of one operation: every value in every field of its body. */
function casesOf(route: Route): { field: Field; nasty: Nasty }[] {
  const body = bodyOf(route);
  if (!body) return [];
  return fieldsOf(body.schema, route.schemas).flatMap((field) => {
    // A provider's form may hold more than is asked for, which nobody looks at.
    const looked = body.type !== FORM || body.schema.required?.includes(String(field.path[0]));
    return nastyFor(field).map(({ value, refused }) => ({
      field,
      nasty: { value, refused: refused && looked === true },
    }));
  });
}

/** Puts every nasty value into every field of every body that the services describe. */
export async function walkBodies(routes: Route[], token: string): Promise<Walk> {
  const walk: Walk = { asked: 0, accepted: 0, failures: [] };
  // One after another at each address: of two writes to one row, one would be a conflict.
  await inParallel(routes, async (route) => {
    for (const { field, nasty } of casesOf(route)) await ask(route, token, field, nasty, walk);
  });
  return walk;
}
