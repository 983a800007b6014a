import { readFileSync } from 'node:fs';
import { SERVICES } from '@tandem/config/services';
import { ROUTES as OF_PARTS } from './every-parameter.ts';

const DOCUMENT = new URL('../../../../docs/openapi.json', import.meta.url);
/** The begin of a page is a place of the list's own, and its length no filter. */
const PAGED = ['cursor', 'limit'];
/** Pages of parts, of which `many-parts.ts` makes many. */
const MEASURED_WITH_PARTS: readonly string[] = [
  ...OF_PARTS,
  ...['versions', 'events', 'stock/movements'].map((what) => `/admin/parts/{id}/${what}`),
];

/** Answered by auth, whose own search is the one of its list. */
const ASKS_AUTH = '/admin/customers q';

export const USER = '0198c5a5-0000-7000-8000-000000000007';

/** Something that many have, something that few have and something that none has, over what `fillWithRecords` makes. */
const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  from: ['2020-01-01T00:00:00.000Z'],
  to: ['2020-01-02T00:00:00.000Z'],
  user_id: [USER],
  order_id: ['0198c5a6-0000-7000-8000-000000000007'],
  actor: [USER],
  part_id: ['7'],
  role: ['customer', 'stock', 'staff'],
  table: ['parts', 'genres', 'users'],
  record_id: ['4'],
  changed_by: [USER, 'system'],
  topic: ['catalog.parts', 'sync.runs', 'auth.users'],
  type: ['part.updated', 'part.deleted', 'part.created'],
  subject: ['7'],
  min_ms: ['1', '850', '100000'],
  correlation_id: ['c77', 'nothing'],
  reason: ['too_dear', 'gone'],
  name: ['no.such.job'],
  '/admin/users q': ['customer77', 'example.test', 'nobody'],
  '/admin/g2a/refused-products q': ['Alpha', 'Crown 77', 'nothing'],
  '/admin/orders q': ['77', '0198c5a6'],
  '/admin/game-keys q': ['Alpha', 'Crown 77', 'nothing'],
  '/admin/sync/links q': ['W-77', 'GK-77', 'nothing'],
  '/admin/audit q': ['before', '77', 'nothing'],
  '/transactions type': ['purchase', 'top_up', 'refund'],
};

const IDS: Readonly<Record<string, string>> = {
  '/admin/users/{id}/sessions': USER,
  '/admin/parts/{id}/prices': '1',
  '/admin/bulk/{id}/rows': '0198c5b3-0000-7000-8000-000000000001',
  '/admin/webhook-endpoints/{id}/deliveries': '0198c5b7-0000-7000-8000-000000000001',
};

interface Schema {
  type?: string;
  enum?: string[];
  $ref?: string;
}

interface Described {
  paths: Record<string, { get?: { parameters?: { name: string; in: string; schema: Schema }[] } }>;
  components: { schemas: Record<string, Schema> };
}

interface Parameter {
  name: string;
  values: readonly string[];
}

const BASE = '/api/v1';

function lists(): [route: string, parameters: Parameter[]][] {
  const { paths, components } = JSON.parse(readFileSync(DOCUMENT, 'utf8')) as Described;
  const valuesOf = (route: string, name: string, schema: Schema): readonly string[] => {
    const { enum: words, type } = schema.$ref
      ? components.schemas[schema.$ref.split('/').at(-1)!]!
      : schema;
    if (words) return words;
    return type === 'boolean'
      ? ['true', 'false']
      : (SAMPLES[`${route} ${name}`] ?? SAMPLES[name] ?? []);
  };
  return Object.entries(paths).flatMap(([path, { get }]) => {
    const parameters = get?.parameters ?? [];
    const route = path.slice(BASE.length);
    if (!parameters.some(({ name }) => name === 'cursor') || MEASURED_WITH_PARTS.includes(route))
      return [];
    const asked = parameters.filter(
      (one) =>
        one.in === 'query' && !PAGED.includes(one.name) && `${route} ${one.name}` !== ASKS_AUTH,
    );
    return [
      [
        route,
        asked.map(({ name, schema }) => ({ name, values: valuesOf(route, name, schema) })),
      ] as [string, Parameter[]],
    ];
  });
}

/** Parameters of the lists that no sample is known of, and lists of something of which no id is known. */
export const recordsWithoutSamples = (): string[] =>
  lists().flatMap(([route, parameters]) => [
    ...parameters.filter(({ values }) => values.length === 0).map(({ name }) => `${route} ${name}`),
    ...(route.includes('{') && !IDS[route] ? [route] : []),
  ]);

const serviceOf = (path: string): string => {
  const own = SERVICES.find(
    ({ answersTheRest, routes }) =>
      !answersTheRest && routes.some((route) => new RegExp(route).test(path)),
  );
  return (own ?? SERVICES.find(({ answersTheRest }) => answersTheRest)!).name;
};

/**
 * Every list that is paged and shows no parts, as the API's own description has it: as it opens, with each value of each
 * parameter, and with each two of them together; by the service that answers it.
 */
export function listsOfRecords(): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [route, parameters] of lists()) {
    const path = route.replace('{id}', IDS[route] ?? '');
    const asked = ({ name, values }: Parameter): [string, string][] =>
      values.map((value) => [name, value]);
    const queries: [string, string][][] = [
      [],
      ...parameters.flatMap((one, n) => [
        ...asked(one).map((single) => [single]),
        ...parameters
          .slice(n + 1)
          .flatMap((other) => asked(one).flatMap((a) => asked(other).map((b) => [a, b]))),
      ]),
    ];
    (found[serviceOf(`${BASE}${path}`)] ??= []).push(
      ...queries.map((query) => `${path}?${new URLSearchParams(query)}`),
    );
  }
  return found;
}
