import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Envelopes } from '@tandem/persistence';
import { buildServices, eventually, runScript } from '@tandem/testing';
import { GatewayBench } from '../testing/gateway.js';
import { Receiver } from '../testing/receiver.js';
import type { EndpointView, SecretsView } from './endpoints.dto.js';
import { WEBHOOK_SECRETS } from './webhook-secrets.js';

const PATH = '/admin/webhook-endpoints';
const FIRST = 'a-first-secret-of-at-least-32-characters';
const NEXT = 'a-next-secret-of-at-least-32-characters';

// Real here: PostgreSQL, the service, the command, HTTP receivers that verify with the reference library.
describe('the secret that encrypts those of webhooks', () => {
  let bench: GatewayBench;
  let token: string;
  const receivers: Receiver[] = [];
  beforeAll(async () => {
    await buildServices();
    bench = await GatewayBench.open({
      instances: 1,
      env: { KAFKA_BROKERS: '', REDIS_URL: '', WEBHOOK_ENCRYPTION_SECRET: FIRST },
    });
    token = await bench.tokens.tokenFor({
      userId: randomUUID(),
      permissions: ['events:read', 'events:write'],
    });
  }, 300_000);
  afterAll(async () => {
    for (const receiver of receivers) await receiver.close();
    await bench?.close();
  });

  const ask = async <T = EndpointView>(method: string, path: string, body?: object) =>
    (await bench.call<T>(method, `${PATH}${path}`, { body, as: { token } })).body;
  async function partner() {
    const receiver = await Receiver.open();
    receivers.push(receiver);
    const { id } = await ask('POST', '', { url: receiver.url, types: ['stock.updated'] });
    receiver.secret = (await ask<SecretsView>('GET', `/${id}/secrets`)).items[0]!.secret;
    return { id, receiver };
  }
  const versions = async () =>
    (
      await bench.database.query<{ version: string }>(
        'select distinct key_version as version from realtime.webhook_secrets',
      )
    ).map(({ version }) => version);

  it('is replaced while webhooks are signed, and the one of before is then needed no more', async () => {
    const old = await partner();
    const both = { WEBHOOK_ENCRYPTION_SECRET: NEXT, WEBHOOK_PREVIOUS_SECRETS: FIRST };
    await bench.restart(0, both);
    const fresh = await partner();
    expect((await versions()).length).toBe(2);

    const env = { REALTIME_DATABASE_URL: bench.env['REALTIME_DATABASE_URL']!, ...both };
    await runScript(['apps/realtime-gateway/dist/rotate-secrets.js'], env);
    expect(await versions()).toEqual([new Envelopes(WEBHOOK_SECRETS, NEXT).version]);

    await bench.restart(0, { WEBHOOK_ENCRYPTION_SECRET: NEXT });
    for (const { id, receiver } of [old, fresh]) {
      await ask('POST', `/${id}/test`);
      await eventually(() => expect(receiver.taken[0]?.verified).toBeTruthy(), {
        timeoutMs: 60_000,
      });
    }
  });
});
