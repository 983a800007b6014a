import { describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import type { LogEntry } from '../event-log/log-entry.js';
import { alertOf, alertRoom } from './alerts.js';
import { rooms } from './rooms.js';

const entry = (over: Partial<LogEntry>): LogEntry =>
  ({
    eventId: Math.random().toString(36),
    topic: TOPICS.stock,
    subject: '5',
    partId: 5,
    staffData: { available_stock: 0, min_stock_level: 5 },
    occurredAt: '2026-01-01T10:00:00.000Z',
    ...over,
  }) as LogEntry;

describe('alerts to staff', () => {
  it('are one for a part, a kind and an hour, however often its stock flips', () => {
    const minutes = Array.from({ length: 50 }, (_, n) => `2026-01-01T10:${10 + n}:00.000Z`);
    const ids = ['stock.depleted', 'stock.low'].flatMap((type) =>
      minutes.map((occurredAt) => alertOf(entry({ type, occurredAt }))!.id),
    );
    expect(new Set(ids).size).toBe(2);
    const others = [
      entry({ type: 'stock.low', occurredAt: '2026-01-01T11:00:00.000Z' }),
      entry({ type: 'stock.low', subject: '6' }),
    ].map((other) => alertOf(other)!.id);
    expect(new Set([...ids, ...others]).size).toBe(4);
  });

  it('tell who may read orders of a purchase that needs them, once for a purchase', () => {
    const purchase = { purchase_id: 'p1', part_id: 7, unit: 2, reason: 'not_linked' };
    const moved = (state: string) =>
      entry({
        topic: TOPICS.g2a,
        type: 'g2a.order.updated',
        partId: null,
        staffData: { ...purchase, state },
      });
    const [first, again] = [alertOf(moved('needs_staff')), alertOf(moved('needs_staff'))];
    expect(first).toMatchObject({
      code: 'game_key_needs_staff',
      detail: 'Key 2 of part 7 could not be bought. The reason is not_linked.',
      part_id: 7,
    });
    expect(again!.id).toBe(first!.id);
    expect(alertRoom(moved('needs_staff'))).toBe(rooms.orders);
    expect(alertOf(moved('delivered'))).toBeNull();
  });
});
