import { connect } from 'node:net';
import { Controller, Get, Header } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DomainError } from '@tandem/kernel';
import { startService } from './service.js';
import type { RunningService } from './service.js';
import { TinyConfig, TinyController, tinySettings } from './testing/tiny-shop.js';

@Controller('api/v1/kept')
class KeptController {
  @Get()
  @Header('cache-control', 'public, max-age=60')
  @Header('vary', 'Origin')
  kept() {
    return { text: 'stock '.repeat(1_000) };
  }

  @Get('limited')
  limited() {
    throw new DomainError('rate_limited', 'limited', 'Too many.', { retry_after: 7 });
  }
}

let service: RunningService;
const routes: { method: string; url: string }[] = [];
beforeAll(async () => {
  class SemanticsModule {}
  service = await startService(
    {
      name: 'tiny',
      config: TinyConfig,
      module: () => ({ module: SemanticsModule, controllers: [TinyController, KeptController] }),
    },
    tinySettings,
  );
  const { paths } = (await service.app.inject('/openapi.json')).json<{
    paths: Record<string, Record<string, unknown>>;
  }>();
  for (const [path, item] of Object.entries(paths)) {
    for (const method of Object.keys(item)) {
      routes.push({ method: method.toUpperCase(), url: path.replace(/\{\w+\}/g, '7') });
    }
  }
});
afterAll(() => service.stop());

type Method = 'GET' | 'HEAD' | 'OPTIONS' | 'DELETE' | 'PATCH';
const ask = (method: Method, url: string, headers: Record<string, string> = {}) =>
  service.app.inject({ method, url, headers });

describe('every address of a service', () => {
  it('answers another method than its own with 405, and OPTIONS with what it takes', async () => {
    expect(routes.length).toBeGreaterThan(8);
    for (const { method, url } of routes) {
      const answer = await ask('DELETE', url);
      expect([url, answer.statusCode]).toEqual([url, 405]);
      expect(answer.headers.allow!.toString().split(', ')).toEqual(
        expect.arrayContaining([method, 'OPTIONS']),
      );
      expect(answer.json()).toMatchObject({ code: 'method_not_allowed' });
      const options = await ask('OPTIONS', url);
      expect([url, options.statusCode, options.headers.allow]).toEqual([
        url,
        204,
        answer.headers.allow,
      ]);
    }
    expect((await ask('DELETE', '/api/v1/nothing')).statusCode).toBe(404);
  });

  it('answers HEAD as GET, without a body', async () => {
    for (const { method, url } of routes) {
      if (method !== 'GET') continue;
      const [get, head] = [await ask('GET', url), await ask('HEAD', url)];
      expect([url, head.statusCode, head.body]).toEqual([url, get.statusCode, '']);
      expect(head.headers['content-type']).toBe(get.headers['content-type']);
    }
  });

  it('says that its answer varies, and that nobody keeps it unless it says otherwise', async () => {
    for (const { method, url } of routes) {
      for (const headers of [{}, { 'accept-encoding': 'br' }]) {
        const answer = await service.app.inject({ method: method as Method, url, headers });
        expect([url, answer.headers.vary]).toEqual([
          url,
          expect.stringMatching(/^(Origin, )?accept-encoding$/),
        ]);
        const kept = url === '/api/v1/kept' ? 'public, max-age=60' : 'no-store';
        expect([url, answer.headers['cache-control']]).toEqual([url, kept]);
      }
    }
  });

  it('leaves the connection open after HEAD', async () => {
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
    let heard = '';
    const ended = new Promise((resolve) => socket.on('close', resolve));
    socket.on('data', (data) => (heard += data.toString()));
    const line = 'HTTP/1.1\r\nhost: shop\r\n';
    socket.write(`HEAD /api/v1/long ${line}\r\n`);
    socket.write(`GET /api/v1/parts/7 ${line}connection: close\r\n\r\n`);
    await ended;
    expect(heard.match(/HTTP\/1\.1 200/g)).toHaveLength(2);
    expect(heard).toContain('{"id":7}');
  });
});

describe('a problem', () => {
  it('quotes the trace that the request belongs to', async () => {
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const { body } = await ask('GET', '/api/v1/conflict', {
      traceparent: `00-${trace}-00f067aa0ba902b7-00`,
    });
    expect(JSON.parse(body)).toMatchObject({ trace_id: trace });
    for (const url of ['/api/v1/conflict', '/api/v1/parts/%', '/health/none']) {
      const { trace_id } = (await ask('GET', url)).json<{ trace_id: string }>();
      expect(trace_id).toMatch(/^[0-9a-f]{32}$/);
    }
  });

  it('about a rate says when there is room again', async () => {
    const { headers } = await ask('GET', '/api/v1/kept/limited');
    expect(headers).toMatchObject({ 'retry-after': '7', ratelimit: '"rate_limited";r=0;t=7' });
  });
});
