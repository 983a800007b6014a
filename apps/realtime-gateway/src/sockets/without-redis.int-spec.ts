import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROLES } from '@tandem/auth-client';
import { StockUpdated, TOPICS } from '@tandem/contracts';
import { createTransport } from '@tandem/messaging';
import type { RunningService } from '@tandem/http';
import { eventually, freePort } from '@tandem/testing';
import { GatewayBench } from '../testing/gateway.js';
import { stockData } from '../testing/producer.js';
import { Alerts } from './alerts.js';

// Real here: PostgreSQL and WebSocket connections. There is no Kafka and no Redis.
describe.each(['left out, as in the standalone form', 'configured and not to be reached'])(
  'with Redis %s',
  (form) => {
    // The bus remembers what it carried, for services that come later.
    const partId = form.startsWith('left') ? 1 : 2;
    let bench: GatewayBench;
    let gateway: RunningService;
    const bus = createTransport({ brokers: [], clientId: 'spec' });

    beforeAll(async () => {
      bench = await GatewayBench.open();
      const away = `redis://127.0.0.1:${await freePort()}`;
      const redis = form.startsWith('left') ? '' : away;
      gateway = await bench.start({ KAFKA_BROKERS: '', REDIS_URL: redis });
    });
    afterAll(() => bench.close());

    it('changes reach open pages and returning ones', async () => {
      const page = await bench.connect(gateway.url);
      expect(await page.ask('subscribe', { parts: [partId] })).toMatchObject({ ok: true });
      const ids: string[] = [];
      for (const version of [1, 2, 3]) {
        const id = randomUUID();
        ids.push(id);
        await bus.publish(TOPICS.stock, [
          {
            key: String(partId),
            value: Buffer.from(JSON.stringify(stockData(partId, version))),
            headers: {
              ce_id: id,
              ce_type: StockUpdated.type,
              ce_subject: String(partId),
              ce_time: new Date().toISOString(),
            },
          },
        ]);
      }
      await eventually(() => expect(page.ids()).toEqual(ids));
      const back = await bench.connect(gateway.url, { auth: { last_event_id: ids[0] } });
      expect(await back.ask('subscribe', { parts: [partId] })).toEqual({
        ok: true,
        last_event_id: ids.at(-1),
        versions: { [partId]: { stock: 3, content: 0 } },
      });
      expect(back.ids()).toEqual(ids.slice(1));
    });

    it('an alert reaches the staff of this instance', async () => {
      const token = await bench.tokens.tokenFor({ permissions: [...ROLES.admin] });
      const admin = await bench.connect(gateway.url, { namespace: '/admin', auth: { token } });
      const timestamp = new Date().toISOString();
      gateway.app.get(Alerts, { strict: false }).raise({
        id: randomUUID(),
        code: 'test',
        severity: 'warning',
        detail: 'Look.',
        part_id: null,
        timestamp,
      });
      await eventually(() => expect(admin.received.map(({ name }) => name)).toContain('alert'));
    });
  },
);
