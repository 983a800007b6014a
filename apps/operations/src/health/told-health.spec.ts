import { describe, expect, it } from '@jest/globals';
import { healthOf } from './told-health.js';

const up = { status: 'up', latency_ms: 1.2, required: true };
const kafka = { status: 'down', latency_ms: 2_000, required: false };

describe('what a service says of its health', () => {
  it('is that of itself, and of each thing it depends on', () => {
    const report = { status: 'degraded', checks: { postgres: up, kafka } };
    expect(healthOf('order', report)).toEqual([
      { service: 'order', dependency: 'itself', state: 'up', required: true },
      { service: 'order', dependency: 'postgres', state: 'up', required: true },
      { service: 'order', dependency: 'kafka', state: 'down', required: false },
    ]);
  });

  it('is down when it is not ready, or tells nothing that can be understood', () => {
    const itself = (report: unknown) => healthOf('order', report)[0];
    const down = { service: 'order', dependency: 'itself', state: 'down', required: true };
    const reports = [
      { status: 'unavailable', checks: {} },
      { status: 'ok' },
      { status: 'odd', checks: {} },
      null,
      'ok',
      [],
    ];
    for (const report of reports) expect(itself(report)).toEqual(down);
    expect(healthOf('order', null)).toHaveLength(1);
  });

  it('leaves out what has no name or state that can be kept, and is bounded', () => {
    const odd = {
      'a b': up,
      itself: kafka,
      ['x'.repeat(101)]: up,
      redis: { status: 'odd' },
      no: 7,
    };
    expect(healthOf('order', { status: 'ok', checks: odd })).toHaveLength(1);
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`one-${n}`, up]));
    expect(healthOf('order', { status: 'ok', checks: many })).toHaveLength(51);
  });
});
