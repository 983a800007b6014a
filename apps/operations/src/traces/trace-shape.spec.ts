import { describe, expect, it } from '@jest/globals';
import type { KeptSpan } from './told-spans.js';
import { reasonOf, summaryOf, together, weightier } from './trace-shape.js';

const span = (id: string, over: Partial<KeptSpan> = {}): KeptSpan => ({
  id,
  parent: null,
  service: 'catalog',
  name: `span ${id}`,
  kind: 'server',
  starts: 1_795_824_000_000_000,
  takes: 5_000,
  failed: false,
  error: null,
  about: {},
  ...over,
});
const nothing = { spans: [], left: 0 };

describe('a trace', () => {
  it.each([
    ['failed', { isFailed: true }],
    ['slow', { hasSlowStatement: true }],
    ['slow', { spans: [span('a'), span('b', { starts: 1_795_824_000_900_000, takes: 100_000 })] }],
    ['sample', {}],
    [null, { traceId: 'other' }],
  ])('is kept for this reason: %s', (reason, over) => {
    const trace = {
      traceId: 'drawn',
      spans: [span('a')],
      isFailed: false,
      hasSlowStatement: false,
      ...over,
    };
    const asked = { slowMs: 1_000, isSampled: (id: string) => id === 'drawn' };
    expect(reasonOf(trace, asked)).toBe(reason);
  });

  it('is one, of what was kept and what has come, each span once and in its order', () => {
    const later = span('b', { starts: 1_795_824_000_010_000 });
    const { spans, left } = together(
      { spans: [span('a'), later], left: 2 },
      { spans: [later, span('c', { starts: 1_795_824_000_005_000 })], left: 1 },
    );
    expect(spans.map(({ id }) => id)).toEqual(['a', 'c', 'b']);
    expect(left).toBe(3);
  });

  it('has a bounded number of spans', () => {
    const many = Array.from({ length: 400 }, (_, n) => span(String(n)));
    const { spans, left } = together({ spans: many, left: 0 }, nothing);
    expect([spans.length, left]).toEqual([300, 100]);
  });

  it('gives a span that does not say whose it is to the service of its parent', () => {
    const { spans } = together(
      {
        spans: [
          span('a'),
          span('b', { service: 'tandem', parent: 'a' }),
          span('c', { service: 'tandem', parent: 'b' }),
          span('d', { service: 'tandem', parent: 'lost' }),
          span('e', { service: 'tandem', parent: 'e' }),
        ],
        left: 0,
      },
      nothing,
    );
    expect(spans.map(({ service }) => service)).toEqual([
      ...['catalog', 'catalog', 'catalog'],
      ...['tandem', 'tandem'],
    ]);
  });

  it('is summed up by what began it', () => {
    const spans = [
      span('a', { parent: 'of the browser', name: 'PUT /stock', service: 'inventory' }),
      span('b', {
        parent: 'a',
        starts: 1_795_824_000_100_000,
        takes: 20_400,
        kind: 'client',
        failed: true,
      }),
    ];
    expect(summaryOf(spans)).toEqual({
      started_at: new Date(1_795_824_000_000).toISOString(),
      duration_ms: 120.4,
      name: 'PUT /stock',
      service: 'inventory',
      services: ['catalog', 'inventory'],
      span_count: 2,
      failed: false,
    });
  });

  it('is kept for the weightier reason', () => {
    expect(weightier('sample', 'failed')).toBe('failed');
    expect(weightier('slow', 'sample')).toBe('slow');
  });
});
