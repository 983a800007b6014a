import { Controller, Get } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { ConfigError } from '@tandem/config';
import { HealthRegistry } from './health.js';
import { startService } from './service.js';
import { TinyConfig, tinySettings, tinyShop } from './spec-support/tiny-shop.js';

describe('a service', () => {
  it('listens on a free port when its port is 0', async () => {
    const service = await startService(tinyShop, tinySettings);
    expect(service.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d+$/);
    const answer = await fetch(`${service.url}/api/v1/parts/7`);
    expect(await answer.json()).toEqual({ id: 7 });
    await service.stop();
    await expect(fetch(`${service.url}/health/live`)).rejects.toThrow();
  });

  it('lives beside another in one process, each with its own health', async () => {
    const one = await startService(tinyShop, tinySettings);
    const two = await startService({ ...tinyShop, name: 'other' }, tinySettings);
    one.app.get(HealthRegistry).add('postgres', () => Promise.reject(new Error('gone')), {
      required: true,
    });
    expect((await fetch(`${one.url}/health/ready`)).status).toBe(503);
    expect((await fetch(`${two.url}/health/ready`)).status).toBe(200);
    await one.stop();
    expect((await fetch(`${two.url}/health/ready`)).status).toBe(200);
    await two.stop();
  });

  it('answers what it has begun before it stops', async () => {
    let begun = () => {};
    let release = () => {};
    const running = new Promise<void>((resolve) => (begun = resolve));
    const held = new Promise<void>((resolve) => (release = resolve));
    @Controller()
    class SlowController {
      @Get('slow')
      async slow() {
        begun();
        await held;
        return { done: true };
      }
    }
    class SlowModule {}
    const service = await startService(
      {
        name: 'slow',
        config: TinyConfig,
        module: () => ({ module: SlowModule, controllers: [SlowController] }),
      },
      tinySettings,
    );
    const answer = fetch(`${service.url}/slow`);
    await running;
    const stopped = service.stop();
    release();
    expect(await (await answer).json()).toEqual({ done: true });
    await stopped;
    await service.stop();
  });

  it('does not start with settings that are wrong, nor leave anything behind when a module fails', async () => {
    await expect(startService(tinyShop, { ...tinySettings, TINY_PORT: 'x' })).rejects.toThrow(
      ConfigError,
    );
    const failing = startService(
      { ...tinyShop, onStart: () => Promise.reject(new Error('no database')) },
      tinySettings,
    );
    await expect(failing).rejects.toThrow('no database');
  });
});
