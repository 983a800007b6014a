import { expect } from '@jest/globals';
import type { StackHandle } from '@tandem/stack';
import { call, type Staff } from './client.js';

/** All that a visitor's request may meet; the sockets of realtime-gateway come back by themselves. */
const SERVICES = [
  'auth',
  'catalog',
  'inventory',
  'order',
  'sync-gateway',
  'realtime-gateway',
  'watcher',
  'operations',
];
export const TWO_OF_EACH = Object.fromEntries(SERVICES.map((name) => [name, 2]));

/** A service starts without auth; who is signed in is told to wait until it has learnt auth's keys. */
export async function everyoneKnowsTokens(
  { info }: StackHandle,
  { token }: Staff,
  partId: number,
): Promise<void> {
  const reads: Record<string, string> = {
    catalog: `/admin/parts/${partId}`,
    inventory: `/admin/parts/${partId}/stock`,
    order: '/cart',
    'realtime-gateway': '/admin/events',
    operations: '/admin/audit?limit=1',
    watcher: '/admin/consistency/reads',
  };
  for (const [service, path] of Object.entries(reads)) {
    for (const url of info.services[service]!) {
      const { status } = await call(`${url}/api/v1${path}`, { token });
      expect([service, url, status]).toEqual([service, url, 200]);
    }
  }
}
