import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openDatabase, transaction, type Database } from '@tandem/persistence';
import { buildServices, callUrl, endProcess, eventually, startBuilt } from '@tandem/testing';
import { EventLog } from '../event-log/event-log.js';
import { entry } from '../testing/entries.js';
import { GatewayBench } from '../testing/gateway.js';
import { Receiver } from '../testing/receiver.js';
import type { DeliveriesPage } from './deliveries.dto.js';
import type { EndpointView } from './endpoints.dto.js';

const PATIENCE = { timeoutMs: 180_000 };
const PATH = '/api/v1/admin/webhook-endpoints';

let bench: GatewayBench;
let database: Database;
let receiver: Receiver;
let home: string;
beforeAll(async () => {
  await buildServices();
  home = await mkdtemp(join(tmpdir(), 'tandem-webhooks-'));
  receiver = await Receiver.open();
  bench = await GatewayBench.open({ env: { KAFKA_BROKERS: '', REDIS_URL: '' } });
  database = await openDatabase({
    url: bench.database.urlOf('realtime'),
    schema: 'realtime',
    applicationName: 'killed-spec',
  });
}, 300_000);
afterAll(async () => {
  await database?.close();
  await bench?.close();
  await receiver?.close();
  if (home) await rm(home, { recursive: true });
});

// Real here: the instance that dies is a process of its own, killed with SIGKILL after the answer and before it has noted it.
it('a webhook that was sent by a process that died is sent again, under the same id', async () => {
  const faultFile = join(home, 'fault');
  const env = { ...bench.env, TANDEM_FAULT_FILE: faultFile };
  const as = {
    token: await bench.tokens.tokenFor({ permissions: ['events:read', 'events:write'] }),
  };
  const first = await startBuilt('realtime-gateway', 'REALTIME', env);
  try {
    const body = { url: receiver.url, types: ['stock.updated'] };
    const made = await callUrl<EndpointView>('POST', `${first.url}${PATH}`, { body, as });
    expect(made.status).toBe(201);
    await writeFile(faultFile, 'webhooks.sent');
    const change = entry(1);
    await transaction(database, (tx) => new EventLog(database).append(tx, change));
    await eventually(() => expect(first.child.signalCode).toBe('SIGKILL'), PATIENCE);
    expect(receiver.ids).toEqual([change.eventId]);

    const second = await startBuilt('realtime-gateway', 'REALTIME', env);
    try {
      await eventually(
        () => expect(receiver.ids).toEqual([change.eventId, change.eventId]),
        PATIENCE,
      );
      await eventually(async () => {
        const { body: log } = await callUrl<DeliveriesPage>(
          'GET',
          `${second.url}${PATH}/${made.body.id}/deliveries`,
          { as },
        );
        expect(log.items).toMatchObject([{ state: 'delivered', attempts: [{ status: 204 }] }]);
      }, PATIENCE);
      expect(receiver.taken).toHaveLength(2);
    } finally {
      await endProcess(second.child);
    }
  } finally {
    await endProcess(first.child, 'SIGKILL');
  }
}, 400_000);
