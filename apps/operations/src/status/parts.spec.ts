import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { PARTS, statesOf, type Sign } from './parts.js';

const RULES = new URL('../../../../deploy/prometheus/alerts.yml', import.meta.url);

const wrong = (down: readonly string[], alerts: readonly Sign[] = []) =>
  Object.fromEntries(
    statesOf(new Set(down), alerts)
      .filter(({ state }) => state !== 'working')
      .map(({ name, state }) => [name, state]),
  );

describe('the parts of the shop that the public is told of', () => {
  it('work when nothing is known against it', () => {
    expect(statesOf(new Set(), []).map(({ title, state }) => [title, state])).toEqual([
      ['Shop', 'working'],
      ['Checkout', 'working'],
      ['Search', 'working'],
      ['Live updates', 'working'],
      ['Game keys', 'working'],
    ]);
  });

  it('do not work without a service that they need, and are slow without what they are better with', () => {
    expect(wrong(['order'])).toEqual({ checkout: 'not_working', game_keys: 'not_working' });
    expect(wrong(['realtime-gateway'])).toEqual({ live_updates: 'not_working' });
    expect(wrong(['catalog/redis'])).toEqual({ shop: 'slow', search: 'slow' });
    expect(wrong(['catalog', 'catalog/redis'])).toEqual({
      shop: 'not_working',
      search: 'not_working',
    });
    expect(wrong(['watcher', 'operations', 'order/mail'])).toEqual({});
  });

  it('follow the alerts, those that are about them', () => {
    const sign = (name: string, about = '') => wrong([], [{ name, about }]);
    expect(sign('CheckoutFails')).toEqual({ checkout: 'not_working' });
    expect(sign('OrdersAreStuck')).toEqual({ checkout: 'slow' });
    expect(sign('EventsWaitInOutbox', 'schema catalog')).toEqual({ live_updates: 'slow' });
    expect(sign('EventsWaitInOutbox', 'schema auth')).toEqual({});
    expect(sign('ConsumerMakesNoProgress', 'consumer sync-gateway')).toEqual({
      game_keys: 'not_working',
    });
    expect(sign('BackupIsOld')).toEqual({});
  });

  it('name alerts that there are', () => {
    const rules = new Set(
      Array.from(readFileSync(RULES, 'utf8').matchAll(/- alert: (\w+)/g), ([, name]) => name),
    );
    expect(rules.size).toBeGreaterThan(10);
    const named = PARTS.flatMap(({ stoppedBy, slowedBy }) => [...stoppedBy, ...slowedBy]);
    for (const { alert } of named) expect(rules).toContain(alert);
  });
});
