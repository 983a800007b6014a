import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { buildServices, callUrl, eventually, startBuilt } from '@tandem/testing';
import { Games } from '../purchases/spec-support.js';
import { known, orderedAtG2a, ORDERS, signed, told } from './spec-support.js';

let games: Games;
let home: string;
beforeAll(async () => {
  await buildServices();
  games = await Games.open();
  home = mkdtempSync(join(tmpdir(), 'tandem-webhooks-'));
}, 300_000);
afterAll(async () => {
  await games?.close();
  if (home) rmSync(home, { recursive: true });
});

// Real here: the gateway that dies is a process of its own, killed with SIGKILL before it has answered.
it('a notification that was kept is followed, and known when it is sent again, though its gateway was killed', async () => {
  const faultFile = join(home, 'fault');
  writeFileSync(faultFile, 'g2a.order_notification_kept');
  const { child, url } = await startBuilt('sync-gateway', 'SYNC', {
    ...games.gateway.env,
    TANDEM_FAULT_FILE: faultFile,
  });
  const made = await orderedAtG2a(games);
  const order = await known(games, made);
  const body = JSON.stringify(told(made.atG2a));
  const send = (to: string) => callUrl('POST', `${to}${ORDERS}`, { body, headers: signed(body) });
  await expect(send(url)).rejects.toThrow();
  await eventually(() => expect(child.signalCode).toBe('SIGKILL'), { timeoutMs: 60_000 });
  expect((await send(games.gateway.instances[0]!.url)).status).toBe(202);
  await games.settled(order, 'delivered');
  expect(await games.gateway.notifications(made.atG2a)).toEqual([
    { state: 'applied', times_received: 2 },
  ]);
}, 300_000);
