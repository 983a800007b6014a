import { Inject, Module } from '@nestjs/common';
import type { DynamicModule, OnApplicationShutdown } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { HealthRegistry } from '@tandem/http';
import type { Equipment } from '@tandem/http';
import { logger, metrics, outages } from '@tandem/observability';
import { guardCache } from './guard-cache.js';
import type { CacheGuardOptions, RunningGuard } from './guard-cache.js';
import { processMemoryStore } from './memory-store.js';
import { RedisStore } from './redis-store.js';
import { REDIS, errorType } from './telemetry.js';
import type { CacheTelemetry } from './telemetry.js';
import { VersionedCache } from './versioned-cache.js';

export interface CacheModuleOptions {
  /** As REDIS_URL; empty: the store shared by everything in this process. */
  redisUrl: string;
  /** Name of the service, for its logs. */
  service: string;
  /** Shape of the payloads; a release that changes it takes a new one. */
  format: string;
  /** The `cache_type` label under which a key's hit rate is counted. */
  typeOf: (key: string) => string;
  /** Services that read through the cache let the database tell them of commits. */
  guard?: CacheGuardOptions;
}

function telemetryFor({ service, typeOf }: CacheModuleOptions): CacheTelemetry {
  const log = logger(service);
  return {
    typeOf,
    hit: metrics.cacheHit,
    failure: (operation, error) => {
      metrics.syncFailures.add(1, { operation, error_type: errorType(error) });
      log.warn({ err: error, away: REDIS, operation }, 'the cache could not be told');
    },
    warn: (message, fields) => log.warn(fields, message),
    reached: () => outages.answered(REDIS),
    info: (message, fields) => log.info(fields, message),
  };
}

const GUARD = Symbol('cache guard');

/** Gives a service its `VersionedCache` and says in `/health/ready` whether Redis answers. */
@Module({})
export class CacheModule implements OnApplicationShutdown {
  constructor(
    private readonly cache: VersionedCache,
    @Inject(GUARD) private readonly guard: RunningGuard | null,
    ref: ModuleRef,
  ) {
    if (cache.isLocal) return;
    const health = ref.get(HealthRegistry, { strict: false });
    health.add('redis', () => cache.ping(), { required: false });
  }

  static forRoot(options: CacheModuleOptions): DynamicModule {
    const { redisUrl, format, guard } = options;
    const openCache = (): VersionedCache => {
      const store = redisUrl ? new RedisStore({ url: redisUrl, format }) : processMemoryStore();
      return new VersionedCache({ store, telemetry: telemetryFor(options) });
    };
    // Whoever shares the process's own store reaches it always: there is nothing to guard against.
    const openGuard = (cache: VersionedCache): RunningGuard | null =>
      redisUrl && guard ? guardCache(cache, guard) : null;
    return {
      module: CacheModule,
      global: true,
      providers: [
        { provide: VersionedCache, useFactory: openCache },
        { provide: GUARD, useFactory: openGuard, inject: [VersionedCache] },
      ],
      exports: [VersionedCache],
    };
  }

  /** @param options.affected given for services that read through the cache: the keys that a change makes stale. */
  static forService({
    affected,
    ...options
  }: Pick<CacheModuleOptions, 'format' | 'typeOf'> &
    Partial<Pick<CacheGuardOptions, 'affected'>>): Equipment {
    return {
      module: ({ name, config: { redisUrl, databaseUrl } }) =>
        CacheModule.forRoot({
          ...options,
          redisUrl,
          service: name,
          ...(affected && { guard: { databaseUrl, affected } }),
        }),
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.guard?.stop();
    await this.cache.close();
  }
}
