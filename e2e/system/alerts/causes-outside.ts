import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from '@jest/globals';
import { call, PASSWORD, type Answer, type Part } from '../client.js';
import type { Marketplace } from '../marketplace.js';
import type { Cause } from './cause.js';
import type { WatchersDoor } from './door.js';
import type { ObservedShop } from './observed-shop.js';

interface Cast {
  market: Marketplace;
  door: WatchersDoor;
  parts: readonly Part[];
}

/** What partners, strangers and the networks between them do. */
export function causesOutside(shop: ObservedShop, cast: Cast): Cause[] {
  const { stack, database } = shop;
  const { market, door, parts } = cast;
  let gone: Server | undefined;
  const warehouse = (path: string, body: object) =>
    call(`${stack.info.simulators['inventory']}/_sim/${path}`, { method: 'POST', body });
  return [
    {
      what: 'a front door that refuses the watcher',
      shows: { NobodyWatchesPages: /"reason":"no_answer"/ },
      plant: async () => {
        await shop.seen('count(skipped_reads_total)', 1);
        await shop.edit(parts, 5);
      },
      mend: async () => {
        door.leadTo(stack.info.shop);
        await shop.edit(parts, 2);
      },
      ends: ['NobodyWatchesPages'],
    },
    {
      what: 'a partner who answers that the endpoint is gone',
      shows: { WebhookEndpointIsOff: /"off_reason":"gone"/ },
      plant: async () => {
        await shop.seen('count(webhook_endpoints_switched_off_total)', 1);
        gone = createServer((_, response) => void response.writeHead(410).end());
        await new Promise<void>((resolve) => gone!.listen(0, '127.0.0.1', resolve));
        const url = `http://127.0.0.1:${(gone.address() as AddressInfo).port}/`;
        const body = { url, types: ['stock.updated'] };
        expect((await shop.admin('/webhook-endpoints', 'POST', body)).status).toBe(201);
        await shop.edit(parts, 1);
      },
      mend: async () => void gone!.close(),
    },
    {
      what: 'a mail server that knows no such mailbox',
      shows: { JobsAreGivenUp: /^(?=.*"state":"given_up")(?=.*smtp 550)/s },
      plant: async () => {
        const body = { times: 1_000, code: 550, stage: 'recipient' };
        await call(`${stack.info.mail}/_sim/faults`, { method: 'POST', body });
        await market.registerBuyers(1);
      },
      mend: () =>
        call(`${stack.info.mail}/_sim/faults`, {
          method: 'POST',
          body: { times: 0, code: 550 },
        }),
    },
    {
      what: 'a program that guesses passwords',
      shows: { SignInsAreAttacked: /"type":"login_limited"\} \d{3}/ },
      plant: async () => {
        await shop.seen('count(auth_security_events_total{type="login_limited"})', 1);
        const guess = { email: 'ada@tandem.test', password: 'guessed-by-a-program' };
        const url = `${stack.info.shop}/api/v1/auth/login`;
        for (let n = 0; n < 160; n += 1) await call(url, { method: 'POST', body: guess });
      },
    },
    {
      what: 'sessions that somebody has copied',
      shows: { SessionsAreCopied: /"ip_address":/ },
      plant: async () => {
        const api = `${stack.info.admin}/api/v1/auth`;
        for (let n = 0; n < 8; n += 1) {
          const body = { email: 'admin@tandem.test', password: PASSWORD };
          const cookie = cookieOf(await call(`${api}/login`, { method: 'POST', body }));
          const again = () => call(`${api}/refresh`, { method: 'POST', headers: { cookie } });
          expect([(await again()).status, (await again()).status]).toEqual([200, 401]);
        }
      },
    },
    {
      what: 'a warehouse that does not answer',
      shows: { FeedIsStale: /"outcome":"(?!answered)\w+","system":"warehouse"/ },
      plant: async () => {
        await database.query(
          `update sync.sources set stale_after_ms = 300 where source = 'warehouse'`,
        );
        await warehouse('faults', { path: '/v1/stock', status: 503, times: 1_000_000 });
      },
      mend: async () => {
        await database.query(
          `update sync.sources set stale_after_ms = 3600000 where source = 'warehouse'`,
        );
        await warehouse('faults/clear', {});
      },
      ends: ['FeedIsStale'],
    },
  ];
}

/** The cookie of the session, as a browser sends it back. */
function cookieOf({ headers }: Answer<unknown>): string {
  const set = [headers['set-cookie'] ?? []].flat().find((one) => one.includes('refresh'));
  return set!.split(';')[0]!;
}
