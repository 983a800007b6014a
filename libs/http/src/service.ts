import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import type {
  DynamicModule,
  INestApplication,
  INestApplicationContext,
  Type,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ServiceConfig, loadConfig, readEnv, trustedProxiesOf } from '@tandem/config';
import type { Env } from '@tandem/config';
import { logger, outages } from '@tandem/observability';
import type { Logger } from '@tandem/observability';
import { constants } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DEFAULT_SHAPE } from './body-limits.js';
import { addJsonParser } from './body-parser.js';
import { answerUnreadable } from './client-error.js';
import { HealthRegistry } from './health.js';
import { addHttpSemantics } from './http-semantics.js';
import { Intake } from './intake.js';
import { addAdmission } from './load/add-admission.js';
import { Admission } from './load/admission.js';
import { NestLogger } from './nest-logger.js';
import { buildOpenApi } from './openapi.js';
import { addOperationsRoutes } from './operations.js';
import { ProblemFilter, sendProblem } from './problem-filter.js';
import { addRequestHooks } from './request-hooks.js';
import { addUrlLimits } from './request-size.js';
import { stopOnSignals } from './signals.js';
import { UnaskedBodyGuard } from './unasked-body.js';
import { RequestValidationPipe } from './validation.js';

const KIB = 1024;
const UPLOAD_LIMIT = 10 * 1024 * KIB;
const DRAIN_MS = 10_000;

/** Settings of a service that listens. */
export type ListeningConfig = ServiceConfig & { port: number };

/** What a service's modules get beside their settings. Each service of a process has its own. */
interface ServiceDeps {
  health: HealthRegistry;
  admission: Admission;
  logger: Logger;
}

/** All that tells one service from another. */
export interface ServiceDefinition<C extends ListeningConfig = ListeningConfig> {
  name: string;
  config: new () => C;
  module: (config: C, deps: ServiceDeps) => DynamicModule | Type;
  publicOpenApiTitle?: string;
  /** The topics that it reads. */
  consumes?: readonly string[];
  /** Runs before the service listens: attach transports and adapters here. */
  onStart?: (app: NestFastifyApplication, config: C) => Promise<void> | void;
}

export interface RunningService {
  /** Where it listens, without a slash at the end. */
  url: string;
  app: NestFastifyApplication;
  /** Is not ready any more and says so with every answer; resolves when nobody sends requests, 5 s at most. */
  drain(): Promise<void>;
  /** Takes nothing more in, lets running requests finish (10 s at most), then closes everything else. */
  stop(): Promise<void>;
}

class ServiceRoot {}

function rootModule<C extends ListeningConfig>(
  definition: ServiceDefinition<C>,
  config: C,
  deps: ServiceDeps,
): DynamicModule {
  return {
    module: ServiceRoot,
    global: true,
    imports: [definition.module(config, deps)],
    providers: [
      { provide: HealthRegistry, useValue: deps.health },
      { provide: Admission, useValue: deps.admission },
      { provide: ServiceConfig, useValue: config },
    ],
    exports: [HealthRegistry, Admission, ServiceConfig],
  };
}

function makeAdapter(log: Logger, config: ListeningConfig): FastifyAdapter {
  return new FastifyAdapter({
    logger: false,
    trustProxy: trustedProxiesOf(config.trustedProxies),
    bodyLimit: DEFAULT_SHAPE.bytes,
    routerOptions: { maxParamLength: 256 },
    forceCloseConnections: 'idle',
    multipart: {
      limits: {
        fileSize: UPLOAD_LIMIT,
        files: 10,
        fields: 20,
        parts: 30,
        fieldSize: 8 * KIB,
        fieldNameSize: 100,
        headerPairs: 20,
      },
    },
    clientErrorHandler: answerUnreadable,
    // The router refuses malformed URLs before any hook or filter.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(error, request, reply, log),
  });
}

/**
 * Builds and starts one service.
 * @param overrides settings that go before the environment's; given, the process's signals are left
 * alone, as tests and the standalone form want it.
 * @throws ConfigError, or what a module threw while it started; nothing is left running then.
 */
export async function startService<C extends ListeningConfig>(
  definition: ServiceDefinition<C>,
  overrides?: Env,
): Promise<RunningService> {
  const config = loadConfig(definition.config, { ...readEnv(), ...overrides });
  const deps = depsOf(definition, config);
  const { health, logger: log } = deps;
  const app = await NestFactory.create<NestFastifyApplication>(
    rootModule(definition, config, deps),
    makeAdapter(log, config),
    { bodyParser: false, logger: new NestLogger(log), abortOnError: false },
  );
  const intake = new Intake(app.getHttpServer());
  const service: RunningService = {
    url: '',
    app,
    drain: once(() => {
      health.drain();
      return intake.leave();
    }),
    stop: once(() => close(app, health, intake, log)),
  };
  try {
    await prepare(app, definition, deps);
    await definition.onStart?.(app, config);
    await app.listen(config.port, config.host);
  } catch (error) {
    await app.close().catch((cause: unknown) => log.warn({ err: cause }, 'closing failed'));
    throw error;
  }
  const address = app.getHttpServer().address() as { port: number };
  service.url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${address.port}`;
  log.info({ url: service.url, instance: config.instanceId }, 'listening');
  if (overrides === undefined) stopOnSignals(service, log);
  return service;
}

function depsOf<C extends ListeningConfig>(
  definition: ServiceDefinition<C>,
  config: C,
): ServiceDeps {
  const log = logger(definition.name, { level: config.logLevel });
  const health = new HealthRegistry(
    (name, error) => log.warn({ err: error, away: name }, 'a health check failed'),
    (name) => outages.answered(name),
  );
  return { health, admission: new Admission(config.overloadTargetMs, log), logger: log };
}

/** What a thread of a service has open: providers and what they need, but nothing that listens. */
export function openContext<C extends ListeningConfig>(
  definition: ServiceDefinition<C>,
  config: C,
): Promise<INestApplicationContext> {
  const deps = depsOf(definition, config);
  return NestFactory.createApplicationContext(rootModule(definition, config, deps), {
    logger: new NestLogger(deps.logger),
    abortOnError: false,
  });
}

async function prepare<C extends ListeningConfig>(
  app: NestFastifyApplication,
  definition: ServiceDefinition<C>,
  { health, admission, logger: log }: ServiceDeps,
): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  addJsonParser(fastify);
  addRequestHooks(fastify, log, definition.name);
  addAdmission(fastify, admission);
  addUrlLimits(fastify);
  addHttpSemantics(fastify);
  await app.register(cookie);
  await app.register(compress, {
    threshold: KIB,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    zlibOptions: { level: 6 },
    globalDecompression: false,
  });
  app.useGlobalGuards(new UnaskedBodyGuard());
  app.useGlobalPipes(new RequestValidationPipe());
  app.useGlobalFilters(new ProblemFilter(log));
  const title = definition.publicOpenApiTitle ?? `Tandem ${definition.name}`;
  addOperationsRoutes(
    fastify,
    health,
    memo(() => buildOpenApi(app as INestApplication, title)),
  );
}

/**
 * What a request needs goes last: no hook of the application runs, and so no relay, consumer, client or pool ends, before
 * every request that was accepted has its answer.
 */
async function close(
  app: NestFastifyApplication,
  health: HealthRegistry,
  intake: Intake,
  log: Logger,
): Promise<void> {
  health.drain();
  if (!(await intake.end(DRAIN_MS))) {
    log.warn('requests that still ran at the deadline were cut off');
    app.getHttpServer().closeAllConnections();
  }
  await app.close();
}

function memo<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function once(work: () => Promise<void>): () => Promise<void> {
  return memo(work);
}
