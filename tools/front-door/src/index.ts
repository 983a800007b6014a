import { dirname, join } from 'node:path';
import rateLimit from '@fastify/rate-limit';
import fastify, { LogController, type FastifyInstance } from 'fastify';
import { serveDocs } from './docs.ts';
import { pathOf, problem } from './problem.ts';
import { proxy, type ProxyOptions } from './proxy.ts';
import { isDevious, readRoutes, type RouteTable } from './routes.ts';
import { publishSite, serveSite } from './site.ts';
import { proxyUpgrades } from './sockets.ts';
import { Upstreams, type Instance } from './upstreams.ts';

export interface FrontDoorConfig {
  host: string;
  sites: { name: string; port: number; folder: string }[];
  services: Record<string, Instance[]>;
  /** Requests a minute and address to /api. */
  rateLimit: number;
}

export interface FrontDoors {
  /** Addresses by site, for ports chosen with 0. */
  urls: Record<string, string>;
  stop(): Promise<void>;
}

const HTML_LIMIT_MS = 60_000;

/** One front door a site: its files, /api and /socket.io on one origin. */
export async function startFrontDoors(config: FrontDoorConfig): Promise<FrontDoors> {
  const table = readRoutes();
  const upstreams = new Map(
    Object.entries(config.services).map(([name, instances]) => [name, new Upstreams(instances)]),
  );
  const doors = await Promise.all(
    config.sites.map((site) => openDoor(config, site, table, upstreams)),
  );
  return {
    urls: Object.fromEntries(doors.map(({ name, url }) => [name, url])),
    stop: async () => {
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
  const app: FastifyInstance = fastify({
    logger: { level: 'warn', base: { service: 'front-door', site: site.name } },
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    keepAliveTimeout: 65_000,
    requestTimeout: HTML_LIMIT_MS,
    exposeHeadRoutes: true,
    routerOptions: { maxParamLength: 4096 },
  });
  app.addHook('onRequest', (request, reply, done) => {
    if (isDevious(pathOf(request.url))) {
      problem(
        request,
        reply,
        400,
        'bad_request',
        'Bad Request',
        'The path is not in its plain form.',
      );
      return;
    }
    done();
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status === 429) {
      return problem(
        request,
        reply,
        429,
        'rate_limited',
        'Too Many Requests',
        'Too many requests: wait a little.',
      );
    }
    if (status >= 500) request.log.error({ err: error }, 'front door failed');
    return status >= 500
      ? problem(
          request,
          reply,
          500,
          'internal_error',
          'Internal Server Error',
          'The front door failed.',
        )
      : problem(request, reply, status, 'bad_request', 'Bad Request', error.message);
  });
  app.get('/front-door/health', async () => ({ status: 'ok' }));
  await app.register(async (scope) => {
    await scope.register(rateLimit, {
      max: config.rateLimit,
      timeWindow: '1 minute',
      addHeaders: {
        'x-ratelimit-limit': false,
        'x-ratelimit-remaining': false,
        'x-ratelimit-reset': false,
      },
      addHeadersOnExceeding: {
        'x-ratelimit-limit': false,
        'x-ratelimit-remaining': false,
        'x-ratelimit-reset': false,
      },
      errorResponseBuilder: () => Object.assign(new Error('rate limited'), { statusCode: 429 }),
    });
    const options: ProxyOptions = { site: site.name, table, upstreams };
    await serveDocs(scope, upstreams);
    await proxy(scope, options);
  });
  // Beside the build, in a folder of the stack's own, and shared by front doors of one clone.
  const shelf = join(
    dirname(dirname(site.folder)),
    '..',
    'node_modules',
    '.cache',
    'tandem',
    'sites',
  );
  await serveSite(app, await publishSite(site.folder, shelf, site.name), table);
  const closeSockets = proxyUpgrades(app.server, { site: site.name, table, upstreams }, app.log);
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
