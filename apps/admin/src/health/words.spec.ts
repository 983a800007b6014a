import { describe, expect, it } from '@jest/globals';
import type { ServiceHealth } from '@tandem/ui';
import { changeText, healthLook, stateOf } from './words';

const AT = '2026-11-28T10:00:00.000Z';
const service = (
  state: 'up' | 'down',
  dependencies: Record<string, 'up' | 'down'> = {},
): ServiceHealth => ({
  service: 'order',
  state,
  since: AT,
  asked_at: AT,
  dependencies: Object.entries(dependencies).map(([name, one]) => ({
    name,
    state: one,
    required: name === 'postgres',
    since: AT,
  })),
});

describe('the health of a service, in words', () => {
  it('says what it lacks while it takes requests', () => {
    expect(healthLook(service('up', { postgres: 'up' })).text).toBe('Up');
    expect(healthLook(service('up', { redis: 'down', kafka: 'down', postgres: 'up' })).text).toBe(
      'Up without Cache (Redis) and Events (Kafka)',
    );
    expect(healthLook(service('down', { redis: 'down' })).text).toBe('Down');
  });

  it('tells of its changes', () => {
    const change = { id: 'c', service: 'order', from_state: null, at: AT } as const;
    expect(changeText({ ...change, dependency: null, to_state: 'down' })).toBe('Orders went down');
    expect(changeText({ ...change, dependency: 'mail', to_state: 'up' })).toBe(
      'Orders: Mail came up again',
    );
  });
});

describe('an incident', () => {
  it('is open until somebody has closed it', () => {
    expect(stateOf({ closed_at: null }).text).toBe('Open');
    expect(stateOf({ closed_at: AT }).text).toBe('Closed');
  });
});
