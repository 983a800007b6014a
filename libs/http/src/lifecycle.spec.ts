import { EventEmitter, once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { connect } from 'node:net';
import { Controller, Get } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { ConfigError } from '@tandem/config';
import { HealthRegistry } from './health.js';
import { LEAVING_HEADER } from './intake.js';
import { startService } from './service.js';
import { TinyConfig, tinySettings, tinyShop } from './testing/tiny-shop.js';

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

  it('lets nothing end that a request needs before the request has its answer', async () => {
    const order: string[] = [];
    let begun = () => {};
    let release = () => {};
    const running = new Promise<void>((resolve) => (begun = resolve));
    const held = new Promise<void>((resolve) => (release = resolve));
    @Controller()
    class NeedyController {
      @Get('needy')
      async needy() {
        begun();
        await held;
        order.push('answered');
        return {};
      }
    }
    class NeedyModule {
      onModuleDestroy = () => void order.push('destroyed');
      beforeApplicationShutdown = () => void order.push('loops ended');
      onApplicationShutdown = () => void order.push('pools closed');
    }
    const service = await startService(
      {
        name: 'needy',
        config: TinyConfig,
        module: () => ({ module: NeedyModule, controllers: [NeedyController] }),
      },
      tinySettings,
    );
    const answer = fetch(`${service.url}/needy`);
    await running;
    const stopped = service.stop();
    await expect(fetch(`${service.url}/health/live`)).rejects.toThrow();
    release();
    expect((await answer).status).toBe(200);
    await stopped;
    expect(order).toEqual(['answered', 'destroyed', 'loops ended', 'pools closed']);
  });

  it('answers on while requests come, saying each time that it is leaving, and waits until none comes', async () => {
    const service = await startService(tinyShop, tinySettings);
    const ask = () => fetch(`${service.url}/api/v1/parts/7`);
    expect((await ask()).headers.get(LEAVING_HEADER)).toBeNull();
    let quiet = false;
    const drained = service.drain().then(() => (quiet = true));
    expect((await fetch(`${service.url}/health/ready`)).status).toBe(503);
    for (let n = 0; n < 20; n += 1) {
      const answer = await ask();
      expect([answer.status, await answer.json()]).toEqual([200, { id: 7 }]);
      expect(answer.headers.get(LEAVING_HEADER)).toBe('1');
      expect(answer.headers.get('connection')).toBe('close');
      expect(quiet).toBe(false);
    }
    await drained;
    await service.stop();
  });

  it('keeps each request’s context when its body arrives after its headers', async () => {
    const begun = new EventEmitter();
    const service = await startService(
      {
        ...tinyShop,
        onStart: (app) => {
          const server = app.getHttpAdapter().getInstance();
          server.addHook('preParsing', (incoming, _reply, payload, done) => {
            setImmediate(() => begun.emit(incoming.headers['x-correlation-id'] as string));
            done(null, payload);
          });
        },
      },
      tinySettings,
    );
    const send = async (correlationId: string) => {
      const sent = request(`${service.url}/api/v1/parts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-correlation-id': correlationId },
      });
      const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
      const parsing = once(begun, correlationId);
      sent.flushHeaders();
      await parsing;
      sent.end('{"part_name":"Gear"}');
      const [response] = await answered;
      return JSON.parse(await text(response)) as { correlation_id: string };
    };
    const answers = await Promise.all(['click-0001', 'click-0002'].map(send));
    expect(answers.map((answer) => answer.correlation_id)).toEqual(['click-0001', 'click-0002']);
    await service.stop();
  });

  it('answers a problem even to what is no readable request', async () => {
    const service = await startService(tinyShop, tinySettings);
    const port = Number(new URL(service.url).port);
    const say = (text: string) =>
      new Promise<string>((resolve, reject) => {
        let heard = '';
        const socket = connect(port, '127.0.0.1', () => socket.write(text));
        socket.on('data', (chunk) => (heard += chunk.toString()));
        socket.on('close', () => resolve(heard)).on('error', reject);
      });
    const tooLong = await say(`GET /api/v1/parts?q=${'x'.repeat(20_000)} HTTP/1.1\r\n\r\n`);
    expect(tooLong).toMatch(/^HTTP\/1\.1 431 [\s\S]*application\/problem\+json/);
    expect(tooLong).toContain('"code":"headers_too_large"');
    expect(await say('BLAH\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"bad_request"/);
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
