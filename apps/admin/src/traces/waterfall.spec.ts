import { describe, expect, it } from '@jest/globals';
import type { Trace } from '@tandem/ui';
import { waterfallOf } from './waterfall';
import { aboutText, leftOutText, tookText } from './words';

type Span = Trace['spans'][number];
const span = (id: string, parent: string | null, starts_ms: number, takes_ms: number): Span => ({
  id,
  parent,
  service: 'catalog',
  name: id,
  kind: 'server',
  starts_ms,
  takes_ms,
  failed: false,
  error: null,
  about: {},
});
const drawn = (duration_ms: number, spans: Span[]) =>
  waterfallOf({ duration_ms, spans }).map(({ span: { id }, depth }) => `${depth} ${id}`);

describe('the waterfall of a trace', () => {
  it('has each step below what it is part of', () => {
    const spans = [
      span('click', 'browser', 0, 20),
      span('statement', 'click', 2, 5),
      span('send', 'click', 8, 2),
      span('push', 'process', 35, 5),
      span('process', 'send', 30, 15),
    ];
    expect(drawn(45, spans)).toEqual(['0 click', '1 statement', '1 send', '2 process', '3 push']);
  });

  it('has bars where and as long as they were, and none too small to be seen', () => {
    const [half, short] = waterfallOf({
      duration_ms: 100,
      spans: [span('half', null, 50, 50), span('short', null, 100, 0)],
    });
    expect([half!.left, half!.width]).toEqual([50, 50]);
    expect(short!.left + short!.width).toBeCloseTo(100);
    expect(short!.width).toBeGreaterThan(0);
  });

  it('shows each step once, whatever they say of each other', () => {
    expect(drawn(1, [span('a', 'b', 0, 1), span('b', 'a', 0, 1), span('c', 'c', 0, 1)])).toEqual([
      '0 a',
      '1 b',
      '0 c',
    ]);
    expect(drawn(0, [span('alone', null, 0, 0)])).toEqual(['0 alone']);
    expect(drawn(0, [])).toEqual([]);
  });

  it('is told in words', () => {
    expect([0.123, 4.56, 78.9, 1_234].map(tookText)).toEqual([
      '0.12 ms',
      '4.6 ms',
      '79 ms',
      '1.23 s',
    ]);
    expect(aboutText({ 'http.route': '/parts', other: '7' })).toEqual([
      ['Route', '/parts'],
      ['other', '7'],
    ]);
    expect(leftOutText(1_200)).toBe('1,200 more steps are not shown.');
  });
});
