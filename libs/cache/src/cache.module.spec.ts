import { afterEach, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { TestingModule } from '@nestjs/testing';
import { READ_MODELS } from '@tandem/contracts';
import { HealthRegistry } from '@tandem/http';
import { CacheModule } from './cache.module.js';
import { VersionedCache } from './versioned-cache.js';

@Module({})
class Health {
  static with(registry: HealthRegistry): DynamicModule {
    return {
      module: Health,
      global: true,
      providers: [{ provide: HealthRegistry, useValue: registry }],
      exports: [HealthRegistry],
    };
  }
}

describe('the cache of a service without Redis', () => {
  const started: TestingModule[] = [];
  const start = async (service: string, registry = new HealthRegistry()) => {
    const app = await Test.createTestingModule({
      imports: [
        Health.with(registry),
        CacheModule.forRoot({ ...READ_MODELS, redisUrl: '', service }),
      ],
    }).compile();
    started.push(app);
    return app.get(VersionedCache);
  };

  afterEach(async () => {
    for (const app of started.splice(0)) await app.close();
  });

  it('is shared with the other services of the process', async () => {
    const [catalog, inventory] = [await start('catalog'), await start('inventory')];
    const keys = ['part:module:stock'];
    await catalog.load(keys, async () => ({ version: 1, values: ['"old"'] }));
    await inventory.writeThrough([{ key: keys[0]!, version: 2, value: '"new"' }]);
    expect(await catalog.readMany(keys)).toEqual([{ version: 2, value: '"new"' }]);
  });

  it('is no part of the health report, for there is nothing that could be away', async () => {
    const registry = new HealthRegistry();
    await start('catalog', registry);
    expect((await registry.report()).checks).toEqual({});
  });
});

describe('the cache of a service whose Redis is away', () => {
  it('says so in the health report and does not make the service unready', async () => {
    const registry = new HealthRegistry();
    const app = await Test.createTestingModule({
      imports: [
        Health.with(registry),
        CacheModule.forRoot({
          ...READ_MODELS,
          redisUrl: 'redis://127.0.0.1:1',
          service: 'catalog',
        }),
      ],
    }).compile();
    try {
      expect(await registry.report()).toMatchObject({
        status: 'degraded',
        checks: { redis: { status: 'down' } },
      });
    } finally {
      await app.close();
    }
  });
});
