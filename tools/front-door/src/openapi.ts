import { isDeepStrictEqual } from 'node:util';
import { schemasReferredToBy } from '@tandem/http/openapi-schemas';
import type { Upstreams } from './upstreams.ts';

type Json = Record<string, unknown>;

export interface OpenApi extends Json {
  paths: Record<string, Json>;
  components?: Record<string, Json>;
  tags?: { name: string; description?: string }[];
}

/** What the groups of operations are about. */
const TAGS: Record<string, string> = {
  parts: 'The catalogue as shoppers see it.',
  images: 'Pictures of parts.',
  cart: 'What a shopper is about to order.',
  checkout: 'Checks before an order.',
  wishlist: 'What a shopper may want later.',
  orders: 'A shopper’s own orders.',
  wallet: 'A shopper’s money with the shop.',
  auth: 'Accounts, sessions and tokens.',
  keys: 'The public keys of access tokens.',
  stock: 'Stock levels and their history, for staff.',
  events: 'Recent events and dead letters, for staff.',
  metrics: 'How the shop runs, for staff.',
  health: 'How the services are, for staff.',
  incidents: 'What went wrong and what was done about it, for staff.',
  status: 'How the shop is, for everybody.',
  jobs: 'Background work of the services, for staff.',
  webhooks: 'Notifications from payment providers.',
  'admin: content': 'Parts, categories and images, for staff.',
  'admin: orders': 'Orders, refunds and customers, for staff.',
  'admin: users': 'Accounts and roles, for staff.',
};

const FRESH_MS = 30_000;
const VERBS = new Set(['get', 'put', 'post', 'delete', 'patch', 'options', 'head', 'trace']);

/**
 * One document out of the services' own. A schema of the same name but another content is renamed after its
 * service; paths that visitors cannot reach are left out.
 */
export function mergeOpenApi(documents: ReadonlyMap<string, OpenApi>): OpenApi {
  const merged: OpenApi = {
    openapi: '3.1.0',
    info: {
      title: 'Tandem',
      version: '1',
      description: 'The public and the staff API of the shop.',
      contact: { name: 'Tandem' },
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [],
    paths: {},
    components: {},
  };
  for (const [service, original] of documents) {
    const renamed = collidingNames(merged, original, service);
    const document = renamed.size === 0 ? original : renameReferences(original, renamed);
    for (const [path, item] of Object.entries(document.paths)) {
      if (!/^\/(api|\.well-known)\//.test(path)) continue;
      const operations = merged.paths[path] ?? {};
      for (const [verb, operation] of Object.entries(item)) {
        operations[verb] = VERBS.has(verb)
          ? { tags: [service], ...(operation as Json) }
          : operation;
      }
      merged.paths[path] = operations;
    }
    for (const [kind, entries] of Object.entries(document.components ?? {})) {
      const target = ((merged.components as Record<string, Json>)[kind] ??= {});
      for (const [name, value] of Object.entries(entries))
        target[renamed.get(`${kind}/${name}`) ?? name] = value;
    }
    for (const tag of [...(document.tags ?? []), { name: service }]) {
      if (!merged.tags?.some(({ name }) => name === tag.name)) merged.tags?.push(tag);
    }
  }
  dropUnused(merged);
  return merged;
}

/** Schemas that only internal routes speak of, and tags of such routes, are nobody's business outside. */
function dropUnused(document: OpenApi): void {
  const schemas = document.components?.schemas ?? {};
  const used = schemasReferredToBy([document.paths, document.components?.responses], schemas);
  for (const name of Object.keys(schemas)) if (!used.has(name)) delete schemas[name];
  const { service: _internal, ...schemes } = document.components?.securitySchemes ?? {};
  if (document.components?.securitySchemes) document.components.securitySchemes = schemes;
  const tags = new Set(
    Object.values(document.paths).flatMap((item) =>
      Object.values(item).flatMap((operation) => (operation as { tags?: string[] }).tags ?? []),
    ),
  );
  document.tags = [...tags].map((name) => ({ name, description: TAGS[name] ?? name }));
}

function collidingNames(merged: OpenApi, document: OpenApi, service: string): Map<string, string> {
  const renamed = new Map<string, string>();
  for (const [kind, entries] of Object.entries(document.components ?? {})) {
    for (const [name, value] of Object.entries(entries)) {
      const present = merged.components?.[kind]?.[name];
      if (present !== undefined && !isDeepStrictEqual(present, value)) {
        const prefix = service.replace(/(^|-)(\w)/g, (_all, _dash, letter: string) =>
          letter.toUpperCase(),
        );
        renamed.set(`${kind}/${name}`, `${prefix}${name}`);
      }
    }
  }
  return renamed;
}

function renameReferences(document: OpenApi, renamed: ReadonlyMap<string, string>): OpenApi {
  return JSON.parse(JSON.stringify(document), (key, value: unknown) => {
    if (key !== '$ref' || typeof value !== 'string') return value;
    const [kind = '', name = ''] = value.replace('#/components/', '').split('/');
    const other = renamed.get(`${kind}/${name}`);
    return other ? `#/components/${kind}/${other}` : value;
  }) as OpenApi;
}

/** The merged document, asked anew now and then; a service that is away keeps its last one. */
export class MergedOpenApi {
  private readonly upstreams: ReadonlyMap<string, Upstreams>;
  private readonly documents = new Map<string, OpenApi>();
  private merged = '';
  private askedAt = 0;
  private asking: Promise<void> | undefined;

  constructor(upstreams: ReadonlyMap<string, Upstreams>) {
    this.upstreams = upstreams;
  }

  async text(): Promise<string> {
    const complete = this.documents.size === this.upstreams.size;
    if (!complete || Date.now() - this.askedAt > FRESH_MS) {
      this.asking ??= this.ask().finally(() => (this.asking = undefined));
      await this.asking;
    }
    return this.merged;
  }

  private async ask(): Promise<void> {
    await Promise.all(
      [...this.upstreams].map(async ([service, upstreams]) => {
        const instance = upstreams.next();
        if (!instance) return;
        try {
          const response = await fetch(`${instance.url}/openapi.json`, {
            signal: AbortSignal.timeout(5000),
          });
          if (response.ok) this.documents.set(service, (await response.json()) as OpenApi);
        } catch {
          upstreams.failed(instance);
        }
      }),
    );
    const ordered = [...this.upstreams.keys()].flatMap((name): [string, OpenApi][] => {
      const document = this.documents.get(name);
      return document ? [[name, document]] : [];
    });
    this.merged = JSON.stringify(mergeOpenApi(new Map(ordered)));
    this.askedAt = Date.now();
  }
}
