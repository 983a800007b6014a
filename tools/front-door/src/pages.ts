import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Asking } from './asking.ts';
import { listHead, partHead, withHead, type PublicPart } from './heads.ts';
import { pathOf, problem } from './problem.ts';
import { isPage, plainPath, type RouteTable } from './routes.ts';
import { SECURITY_HEADERS } from './site.ts';
import { Sitemap } from './sitemap.ts';
import type { Upstreams } from './upstreams.ts';
import { visitorOf } from './visitor.ts';

/** A page waits so long for what it says of a part; then it goes out plain, and the browser asks by itself. */
const HEAD_DEADLINE_MS = 800;
const PART_FIELDS =
  'id,kind,sku,part_name,description,category,publisher,price,images,stock,discontinued';
/** Of these only their owner can make anything. */
const PRIVATE = [
  'cart',
  'wishlist',
  'checkout',
  'orders',
  'wallet',
  'sign-in',
  'register',
  'confirm-email',
];

export interface PageOptions {
  site: string;
  folder: string;
  table: RouteTable;
  upstreams: ReadonlyMap<string, Upstreams>;
  trustedProxies: readonly string[];
  /** Where the public reaches this site; without it, what the visitor's own request says. */
  publicUrl: string | undefined;
}

interface Made {
  status: number;
  html: string;
  noindex?: boolean;
}

/** A site's own pages with their heads, its robots.txt and its sitemap; any other address is a real 404. */
export function servePages(app: FastifyInstance, options: PageOptions): void {
  const { site, table } = options;
  const plain = readFileSync(join(options.folder, 'index.html'), 'utf8');
  const asking = new Asking(options.upstreams.get('catalog'));
  const sitemap = new Sitemap(asking, site);
  const baseOf = (request: FastifyRequest): string => {
    if (options.publicUrl !== undefined) return options.publicUrl.replace(/\/$/, '');
    const { host, protocol } = visitorOf(request.raw, options.trustedProxies);
    return URL.canParse(`${protocol}://${host}`) ? `${protocol}://${host}` : 'http://localhost';
  };
  app.get('/robots.txt', (request, reply) =>
    text(reply, 'text/plain; charset=utf-8', robots(site, baseOf(request))),
  );
  if (site === 'shop') {
    app.get('/sitemap.xml', async (request, reply) =>
      text(reply, 'application/xml; charset=utf-8', (await sitemap.text(baseOf(request))) ?? ''),
    );
    app.get<{ Params: { chunk: string } }>(
      '/sitemap-:chunk(^[1-9][0-9]{0,3}).xml',
      async (request, reply) => {
        const found = await sitemap.text(baseOf(request), Number(request.params.chunk));
        if (found !== undefined) return text(reply, 'application/xml; charset=utf-8', found);
        return problem(request, reply, 404, 'not_found', 'There is nothing at this address.');
      },
    );
  }
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const path = plainPath(pathOf(request.url));
    const forPeople =
      (request.method === 'GET' || request.method === 'HEAD') &&
      !/^\/(api|socket\.io|\.well-known)(\/|$)/.test(path) &&
      // A missing picture or script answered with a page would hide the mistake.
      !/\.[a-z0-9]{2,5}$/i.test(path);
    if (!forPeople) {
      return problem(request, reply, 404, 'not_found', 'There is nothing at this address.');
    }
    const made = isPage(table, site, path)
      ? await make(path, request)
      : { status: 404, html: plain };
    return send(request, reply, made);
  };
  // The static files' own route would answer for the folder.
  app.get('/', answer);
  app.setNotFoundHandler(answer);

  async function make(path: string, request: FastifyRequest): Promise<Made> {
    const unchanged = { status: 200, html: plain };
    if (site !== 'shop') return unchanged;
    const base = baseOf(request);
    const id = /^\/parts\/(\d+)\/?$/.exec(path)?.[1];
    if (id !== undefined) {
      const told = await asking.ask(
        `/api/v1/parts/${id}?fields=${PART_FIELDS}`,
        site,
        HEAD_DEADLINE_MS,
      );
      if (told?.status === 404 || told?.status === 422) return { status: 404, html: plain };
      if (told?.status !== 200) return unchanged;
      return { status: 200, html: withHead(plain, partHead(told.body as PublicPart, base)) };
    }
    // Whoever has the link reads it; nobody else is to find it.
    if (path.startsWith('/preview/')) return { ...unchanged, noindex: true };
    if (path !== '/') return unchanged;
    const query = new URLSearchParams(request.url.split('?')[1]);
    const category = query.get('category');
    const found = category === null ? undefined : await categoryAt(category);
    return { status: 200, html: withHead(plain, listHead(query, found, base)) };
  }

  async function categoryAt(slug: string): Promise<CategoryNode | undefined> {
    const told = await asking.ask('/api/v1/categories', site, HEAD_DEADLINE_MS);
    if (told?.status !== 200) return undefined;
    const flat = (items: CategoryNode[]): CategoryNode[] =>
      items.flatMap((item) => [item, ...flat(item.children)]);
    const all = flat((told.body as { items: CategoryNode[] }).items);
    // An old link is answered like the new one, and names that as the address to remember.
    return (
      all.find((item) => item.slug === slug) ??
      all.find((item) => item.former_slugs?.includes(slug))
    );
  }

  function send(request: FastifyRequest, reply: FastifyReply, { status, html, noindex }: Made) {
    const etag = `W/"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`;
    reply.headers({
      ...SECURITY_HEADERS,
      'cache-control': 'no-cache',
      vary: 'accept-encoding',
      etag,
    });
    if (site !== 'shop' || status === 404 || noindex) reply.header('x-robots-tag', 'noindex');
    if (status === 200 && request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.code(status).type('text/html; charset=utf-8').send(html);
  }
}

interface CategoryNode {
  slug: string;
  /** Absent from an answer that was cached before there were any. */
  former_slugs?: string[];
  name: string;
  children: CategoryNode[];
}

function text(reply: FastifyReply, type: string, body: string): FastifyReply {
  return reply
    .headers({ ...SECURITY_HEADERS, 'cache-control': 'no-cache' })
    .type(type)
    .send(body);
}

function robots(site: string, base: string): string {
  if (site !== 'shop') return 'User-agent: *\nDisallow: /\n';
  // Pictures of products are told of, and so must be readable.
  return [
    'User-agent: *',
    'Disallow: /api/',
    'Allow: /api/v1/images/',
    ...PRIVATE.map((path) => `Disallow: /${path}`),
    '',
    `Sitemap: ${base}/sitemap.xml`,
    '',
  ].join('\n');
}
