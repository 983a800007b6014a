import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RecordedSpans } from '@tandem/observability/testing';
import { startService } from './service.js';
import type { RunningService } from './service.js';
import { tinySettings, tinyShop } from './testing/tiny-shop.js';

/** What is done behind an answer. */
const until = async (done: () => boolean) => {
  while (!done()) await new Promise((resolve) => setImmediate(resolve));
};
const TRACE = '0af7651916cd43dd8448eb211c80319c';

describe('a request whose trace nobody records', () => {
  let spans: RecordedSpans;
  let service: RunningService;

  beforeAll(async () => {
    spans = new RecordedSpans(0);
    service = await startService(tinyShop, tinySettings);
  });
  afterAll(async () => {
    await service?.stop();
    await spans?.close();
  });

  const get = (url: string, headers = {}) => service.app.inject({ method: 'GET', url, headers });

  it('is told of afterwards when it failed, in the trace that its answer names', async () => {
    const answer = await get('/api/v1/broken', { 'x-correlation-id': 'late-1' });
    expect(answer.statusCode).toBe(500);
    await until(() => spans.tracesOf('GET /api/v1/broken').length > 0);
    const { trace_id } = answer.json() as { trace_id: string };
    expect(spans.tracesOf('GET /api/v1/broken')).toEqual([trace_id]);
    expect(spans.attributesOf('GET /api/v1/broken')).toEqual([
      {
        'http.request.method': 'GET',
        'http.route': '/api/v1/broken',
        'http.response.status_code': 500,
        'tandem.correlation_id': 'late-1',
        'tandem.service': 'tiny',
      },
    ]);
  });

  it('is told of in the trace of whoever asked', async () => {
    await get('/api/v1/away', { traceparent: `00-${TRACE}-b7ad6b7169203331-00` });
    await until(() => spans.tracesOf('GET /api/v1/away').includes(TRACE));
  });

  it('is not told of when it was quick and went well, or was refused', async () => {
    await get('/api/v1/parts/7');
    await get('/api/v1/parts/404');
    await get('/api/v1/broken');
    await until(() => spans.tracesOf('GET /api/v1/broken').length > 1);
    expect(spans.tracesOf('GET /api/v1/parts/:id')).toEqual([]);
  });
});
