import type { Alert } from '@tandem/contracts/socket';

/** More than anybody reads at once; a page that is left open does not grow. */
export const MOST_ALERTS = 50;

/** The alerts of this page, newest first: one cause stands among them once. */
export function withAlert(alerts: readonly Alert[], alert: Alert): Alert[] {
  return [alert, ...alerts.filter(({ id }) => id !== alert.id)].slice(0, MOST_ALERTS);
}

/** Where staff can look into it; null when there is no page for it, or they may not see it. */
export function placeOf(
  alert: Alert,
  may: (permission: string) => boolean,
): { name: string; params?: { id: string }; query?: { tab: string } } | null {
  if (alert.code === 'dead_letter' && may('events:read')) {
    return { name: 'background-work', query: { tab: 'dead-letters' } };
  }
  if (alert.code === 'stock_shortfall' && may('stock:read')) return { name: 'shortfalls' };
  if (alert.code === 'game_key_needs_staff' && may('orders:read')) return { name: 'key-orders' };
  if (alert.code.startsWith('source_') && may('sync:read')) return { name: 'integrations' };
  if (alert.user_id && may('orders:read')) {
    return { name: 'customer', params: { id: alert.user_id } };
  }
  if (alert.part_id && may('content:read')) {
    return { name: 'part', params: { id: String(alert.part_id) } };
  }
  return null;
}
