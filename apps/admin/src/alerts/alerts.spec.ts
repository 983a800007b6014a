import { describe, expect, it } from '@jest/globals';
import type { Alert } from '@tandem/contracts/socket';
import { MOST_ALERTS, placeOf, withAlert } from './alerts';

const alert = (id: string, over: Partial<Alert> = {}): Alert => ({
  id,
  code: 'stock_low',
  severity: 'warning',
  detail: 'Part 5 is low: 2 available, minimum 5.',
  part_id: null,
  timestamp: '2026-01-01T00:00:00.000Z',
  ...over,
});

describe('alerts in the panel', () => {
  it('stand newest first, one cause once, and never more than anybody reads', () => {
    let alerts: Alert[] = [];
    for (const id of ['a', 'b', 'a']) alerts = withAlert(alerts, alert(id));
    expect(alerts.map(({ id }) => id)).toEqual(['a', 'b']);
    for (let n = 0; n < 2 * MOST_ALERTS; n += 1) alerts = withAlert(alerts, alert(`${n}`));
    expect(alerts).toHaveLength(MOST_ALERTS);
  });

  it('lead to the account or the part they are about, for who may see it', () => {
    const account = alert('a', { user_id: 'u1' });
    expect(placeOf(account, () => true)).toEqual({ name: 'customer', params: { id: 'u1' } });
    expect(placeOf(account, () => false)).toBeNull();
    expect(placeOf(alert('b', { part_id: 5 }), () => true)).toEqual({
      name: 'part',
      params: { id: '5' },
    });
    expect(placeOf(alert('d', { code: 'dead_letter', part_id: 5 }), () => true)).toEqual({
      name: 'background-work',
      query: { tab: 'dead-letters' },
    });
    expect(placeOf(alert('e', { code: 'stock_shortfall', part_id: 5 }), () => true)).toEqual({
      name: 'shortfalls',
    });
    expect(placeOf(alert('f', { code: 'game_key_needs_staff', part_id: 5 }), () => true)).toEqual({
      name: 'key-orders',
    });
    expect(placeOf(alert('c', { user_id: null }), () => true)).toBeNull();
  });
});
