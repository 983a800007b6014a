import { expect } from '@jest/globals';
import { eventually, holdRelay } from '@tandem/testing';
import type pg from 'pg';
import { goOn, hang } from '../chaos/processes.js';
import type { Part } from '../client.js';
import type { Buyer, Marketplace } from '../marketplace.js';
import type { Cause } from './cause.js';
import { SLOW, type ObservedShop } from './observed-shop.js';

const FAILED = 'sum(http_server_request_duration_seconds_count{http_response_status_code=~"5.."})';
const FAIL_RATIO = `sum(rate(http_server_request_duration_seconds_count{http_response_status_code=~"5.."}[5m]))
  / sum(rate(http_server_request_duration_seconds_count[5m]))`;
const LATE_EDITS = 60;

interface Cast {
  market: Marketplace;
  /** Each has something in the cart. */
  buyers: readonly Buyer[];
}

/** Nobody publishes what a service of the shop has to tell. */
export function relayHangs(shop: ObservedShop, parts: readonly Part[]): Cause[] {
  let relay: pg.Client | undefined;
  const hold = async () => {
    relay = await shop.session('holds-the-relay');
    await holdRelay(relay, 'inventory');
  };
  return [
    {
      what: 'edits that nobody publishes for seconds',
      shows: {
        EditsReachPagesLate: /"schema":"inventory"\} (?!0)\d+/,
        EditsReachPagesLateForHours: /"schema":"inventory"\} (?!0)\d+/,
        EventsWaitInOutbox: /"schema":"inventory"\} [1-9]/,
      },
      plant: async () => {
        await shop.seen('sum(database_sync_latency_ms_count)', 1);
        await hold();
        await shop.edit(parts, LATE_EDITS);
        await shop.seen('max(outbox_oldest_age_seconds{schema="inventory"})', 2);
        await relay!.end();
        await shop.told('EditsReachPagesLate');
        // What was slow is slow again when somebody looks.
        await hold();
        await shop.edit(parts, 1);
      },
      mend: async () => relay!.end(),
      ends: ['EventsWaitInOutbox'],
    },
  ];
}

/** A service of the shop hangs, and with it whatever it tells of itself. */
export function serviceHangs(shop: ObservedShop, { market, buyers }: Cast): Cause[] {
  const inventory = () => shop.stack.processes().find(({ name }) => name === 'inventory-1')!.pid!;
  return [
    {
      what: 'an inventory that hangs, while people order',
      shows: {
        ServiceDoesNotAnswer: /timed out|Timeout/i,
        CheckoutFails: /"http_response_status_code":"503"/,
        CheckoutFailsForHours: /"http_response_status_code":"503"/,
        AnswersFail: /\/api\/v1\/orders/,
        OrdersAreStuck: /"next_step":"reserve"/,
      },
      plant: async () => {
        hang(inventory());
        const keys = buyers.map(() => ({ 'idempotency-key': crypto.randomUUID() }));
        const body = { payment_method: 'balance' };
        const order = () =>
          Promise.all(
            buyers.map((buyer, n) => market.shop(buyer, 'POST', '/orders', body, keys[n])),
          );
        for (const { status } of await order()) expect(status).toBe(503);
        await shop.seen(FAILED, 1);
        await eventually(async () => {
          await order();
          expect(await shop.value(FAIL_RATIO)).toBeGreaterThan(0.03);
        }, SLOW);
      },
      mend: async () => goOn(inventory()),
      ends: ['ServiceDoesNotAnswer', 'OrdersAreStuck'],
    },
  ];
}
