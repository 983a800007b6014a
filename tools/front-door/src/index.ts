import type { IncomingMessage } from 'node:http';
import { dirname, join } from 'node:path';
import rateLimit from '@fastify/rate-limit';
import { correlationIdOf } from '@tandem/http/correlation-id';
import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
} from 'fastify';
import { serveDocs } from './docs.ts';
import { log } from './log.ts';
import { servePages } from './pages.ts';
import { problem } from './problem.ts';
import { proxy, type ProxyOptions } from './proxy.ts';
import { tellRates } from './rate-headers.ts';
import { METHODS, refusalOf, refuse, refuseAddress, UnreadableRequests } from './refusals.ts';
import { readRoutes, type RouteTable } from './routes.ts';
import { followShares } from './shares.ts';
import { HSTS, publishSite, serveSite } from './site.ts';
import { proxyUpgrades } from './sockets.ts';
import { bodyOf } from './small-body.ts';
import { closeAfterUnread } from './unread-body.ts';
import { Upstreams, type Instance } from './upstreams.ts';

export interface FrontDoorConfig {
  host: string;
  sites: {
    name: string;
    port: number;
    folder: string;
    /** Where the public reaches the site, for the links it tells others. */
    publicUrl?: string;
    /** Where the copy that is served is kept; a folder of the workspace's own unless given. */
    shelf?: string;
  }[];
  services: Record<string, Instance[]>;
  /** Requests a minute and address to /api. */
  rateLimit: number;
  /** What stands before this door and is believed: addresses, CIDR ranges, loopback. Without: visitors come by themselves. */
  trustedProxies?: string[];
  /** Where it is said how requests are divided among the instances of a service. */
  shares?: string;
}

export interface FrontDoors {
  /** Addresses by site, for ports chosen with 0. */
  urls: Record<string, string>;
  stop(): Promise<void>;
}

/** Of a list of names and values in turn. */
function isHost(text: string, at: number): boolean {
  return at % 2 === 0 && text.toLowerCase() === 'host';
}

const HTML_LIMIT_MS = 60_000;

/** One front door a site: its files, /api and /socket.io on one origin. */
export async function startFrontDoors(config: FrontDoorConfig): Promise<FrontDoors> {
  const table = readRoutes();
  const upstreams = new Map(
    Object.entries(config.services).map(([name, instances]) => [name, new Upstreams(instances)]),
  );
  const unfollow = config.shares && followShares(config.shares, upstreams);
  const doors = await Promise.all(
    config.sites.map((site) => openDoor(config, site, table, upstreams)),
  );
  return {
    urls: Object.fromEntries(doors.map(({ name, url }) => [name, url])),
    stop: async () => {
      if (unfollow) unfollow();
      await Promise.all(doors.map((door) => door.close()));
    },
  };
}

async function openDoor(
  config: FrontDoorConfig,
  site: FrontDoorConfig['sites'][number],
  table: RouteTable,
  upstreams: ReadonlyMap<string, Upstreams>,
) {
  const common: ProxyOptions = {
    site: site.name,
    table,
    upstreams,
    trustedProxies: config.trustedProxies ?? [],
  };
  const unreadable = new UnreadableRequests();
  const app: FastifyInstance = fastify({
    loggerInstance: log.child({ site: site.name }, { level: 'warn' }) as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustedProxies ?? [],
    genReqId: ({ headers }) => correlationIdOf(headers['x-correlation-id']),
    forceCloseConnections: true,
    keepAliveTimeout: 65_000,
    requestTimeout: HTML_LIMIT_MS,
    exposeHeadRoutes: true,
    routerOptions: { maxParamLength: 4096 },
    clientErrorHandler: unreadable.answer,
    frameworkErrors: refuseAddress,
    // Node's own refusal is no problem document.
    http: { requireHostHeader: false },
  });
  // An expectation that nobody knows may be overlooked (RFC 9110, 10.1.1); Node would answer with a bare 417.
  app.server.on('checkExpectation', (request, response) => {
    app.server.emit('request', request, response);
  });
  unreadable.watch(app);
  closeAfterUnread(app);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', async (request: FastifyRequest, payload: IncomingMessage) =>
    bodyOf(request, payload),
  );
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-correlation-id', request.id);
    if (request.protocol === 'https') reply.header('strict-transport-security', HSTS);
    if (request.raw.httpVersion === '1.1' && request.headers.host === undefined) {
      problem(request, reply, 400, 'bad_request', 'The request does not say which host it is for.');
      return;
    }
    if (request.raw.rawHeaders.filter(isHost).length > 1) {
      problem(
        request,
        reply,
        400,
        'bad_request',
        'The request says more than once which host it is for.',
      );
      return;
    }
    const refused = refusalOf(request, site.name, table);
    if (refused) {
      if (refused[0] === 405) reply.header('allow', METHODS);
      problem(request, reply, ...refused);
      return;
    }
    done();
  });
  app.setErrorHandler(refuse);
  app.get('/front-door/health', async () => ({ status: 'ok' }));
  await app.register(async (scope) => {
    await scope.register(rateLimit, {
      max: config.rateLimit,
      timeWindow: '1 minute',
      enableDraftSpec: true,
      errorResponseBuilder: () => Object.assign(new Error('rate limited'), { statusCode: 429 }),
    });
    tellRates(scope, 60);
    await serveDocs(scope, upstreams);
    await proxy(scope, common);
  });
  // Beside the build, in a folder of the stack's own, and shared by front doors of one clone.
  const cache = join(dirname(dirname(site.folder)), '..', 'node_modules', '.cache');
  const shelf = site.shelf ?? join(cache, 'tandem', 'sites');
  const folder = await publishSite(site.folder, shelf, site.name);
  await serveSite(app, folder);
  servePages(app, { ...common, folder, publicUrl: site.publicUrl });
  const closeSockets = proxyUpgrades(app.server, common);
  const url = await app.listen({ port: site.port, host: config.host });
  return {
    name: site.name,
    url,
    close: async () => {
      closeSockets();
      await app.close();
    },
  };
}
