import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@tandem/kernel';
import {
  attribute,
  BEGIN,
  exportOf,
  OTLP_KINDS,
  otlpSpan,
  spanId,
  traceId,
} from './spec-support.js';
import { toldSpans } from './told-spans.js';

describe('the spans that a service tells', () => {
  it('are kept with what staff may see of them, and no more', () => {
    const told = otlpSpan(1, 2, {
      parentSpanId: spanId(1),
      takes: 1_500.25,
      status: { code: 2 },
      attributes: [
        attribute('http.route', '/api/v1/orders/:id'),
        attribute('http.response.status_code', 500),
        attribute('url.path', '/api/v1/orders/42'),
        attribute('client.address', '203.0.113.7'),
        attribute('user_agent.original', 'Firefox'),
        attribute('tandem.correlation_id', 'corr-1'),
      ],
      events: [{ name: 'exception', attributes: [attribute('exception.message', 'broken\0')] }],
    });
    const { spans, unusable } = toldSpans(exportOf('order', [told]));
    expect(unusable).toBe(0);
    expect(spans).toEqual([
      {
        traceId: traceId(1),
        correlationId: 'corr-1',
        slowStatement: null,
        span: {
          id: spanId(2),
          parent: spanId(1),
          service: 'order',
          name: 'GET /api/v1/parts',
          kind: 'server',
          starts: BEGIN * 1_000,
          takes: 1_500_250,
          failed: true,
          error: 'broken',
          about: {
            'http.route': '/api/v1/orders/:id',
            'http.response.status_code': '500',
            'tandem.correlation_id': 'corr-1',
          },
        },
      },
    ]);
  });

  it('say whose they are where all services are one process', () => {
    const spans = [
      otlpSpan(1, 1, { attributes: [attribute('tandem.service', 'catalog')] }),
      otlpSpan(1, 2, { attributes: [attribute('messaging.consumer.group.name', 'order')] }),
      otlpSpan(1, 3),
    ];
    const services = toldSpans(exportOf('tandem', spans)).spans.map(({ span }) => span.service);
    expect(services).toEqual(['catalog', 'order', 'tandem']);
  });

  it('tell of a slow statement', () => {
    const slow = otlpSpan(1, 1, {
      kind: OTLP_KINDS.client,
      takes: 800,
      attributes: [
        attribute('db.query.text', 'select 1'),
        attribute('tandem.slow.fingerprint', '0123456789abcdef'),
        attribute('tandem.slow.times', 3),
        attribute('tandem.slow.worst_ms', 800),
        attribute('tandem.slow.plan', '{"Node Type":"Result"}'),
        attribute('tandem.slow.advice', 'Look there.'),
      ],
    });
    expect(toldSpans(exportOf('catalog', [slow])).spans[0]!.slowStatement).toEqual({
      service: 'catalog',
      fingerprint: '0123456789abcdef',
      text: 'select 1',
      plan: '{"Node Type":"Result"}',
      advice: 'Look there.',
      times: 3,
      worst_ms: 800,
      worst_at: new Date(BEGIN + 800).toISOString(),
      trace_id: traceId(1),
    });
  });

  it.each([
    ['no object', null],
    ['no trace', otlpSpan(1, 1, { traceId: 'x' })],
    ['a trace of zeros', otlpSpan(1, 1, { traceId: '0'.repeat(32) })],
    ['no span id', otlpSpan(1, 1, { spanId: '' })],
    ['no begin', otlpSpan(1, 1, { startTimeUnixNano: 'yesterday' })],
    ['an end in another century', otlpSpan(1, 1, { endTimeUnixNano: '9999999999999999999' })],
  ])('that say nothing usable (%s) are left out, and the others are not', (_, broken) => {
    const told = toldSpans(exportOf('order', [broken, otlpSpan(1, 2)]));
    expect(told.unusable).toBe(1);
    expect(told.spans).toHaveLength(1);
  });

  it.each([
    ['nothing', undefined],
    ['text', 'spans'],
    ['no list', { resourceSpans: 7 }],
    [
      'too many',
      exportOf(
        'order',
        Array.from({ length: 513 }, (_, n) => otlpSpan(1, n + 1)),
      ),
    ],
  ])('are refused in words where there is %s', (_, body) => {
    expect(() => toldSpans(body)).toThrow(DomainError);
  });
});
