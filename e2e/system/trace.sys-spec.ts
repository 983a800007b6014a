import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStack, type StackHandle } from '@tandem/stack';
import { call, eventually, Staff } from './client.js';
import { testHome } from './home.js';
import { Shopper } from './shopper.js';

interface Span {
  id: string;
  parent: string | null;
  service: string;
  name: string;
  kind: string;
  about: Record<string, string>;
}

interface Trace {
  trace_id: string;
  services: string[];
  spans: Span[];
}

interface Change {
  correlation_id: string | null;
}

/** Each service is a process of its own, and nothing but the shop takes their spans. */
describe('one trace from the click to the socket', () => {
  let stack: StackHandle;
  let staff: Staff;

  beforeAll(async () => {
    stack = await startStack({
      home: testHome('trace'),
      mode: 'distributed',
      frontDoors: 'free',
      env: {
        OTEL_BSP_SCHEDULE_DELAY: '200',
        // The shop decides what it records and keeps, whatever the browser says.
        OTEL_TRACES_SAMPLER_ARG: '1',
        TRACES_KEPT_PERCENT: '100',
      },
    });
    staff = await Staff.signIn(stack.info.admin);
  });
  afterAll(() => stack?.stop());

  const read = async <T>(path: string): Promise<T> => {
    const { status, body } = await call<T>(`${stack.info.admin}/api/v1/admin${path}`, {
      token: staff.token,
    });
    expect([path, status]).toEqual([path, 200]);
    return body;
  };

  it('goes from a change on record through the service, its database, Kafka and the gateway', async () => {
    const part = await staff.createPart('Traceable tensioner', 5);
    const shopper = new Shopper(stack.info.shop, [part.id]);
    await shopper.ready();
    const trace = randomBytes(16).toString('hex');
    const put = await call(`${stack.info.admin}/api/v1/admin/parts/${part.id}/stock`, {
      method: 'PUT',
      token: staff.token,
      body: { current_stock: 9 },
      headers: {
        traceparent: `00-${trace}-00f067aa0ba902b7-00`,
        'x-correlation-id': `click-${trace}`,
      },
    });
    expect([put.status, put.headers['x-correlation-id']]).toEqual([200, `click-${trace}`]);
    await eventually(async () => {
      expect(shopper.received.at(-1)?.data.current_stock).toBe(9);
    });
    shopper.close();
    const { items: changes } = await read<{ items: Change[] }>(
      `/audit?table=stock_levels&record_id=${part.id}`,
    );
    expect(changes.map((change) => change.correlation_id)).toContain(`click-${trace}`);
    await eventually(async () => {
      const { items } = await read<{ items: Trace[] }>(`/traces?correlation_id=click-${trace}`);
      expect(items.map(({ trace_id }) => trace_id)).toEqual([trace]);
      const { services, spans } = await read<Trace>(`/traces/${trace}`);
      expect(services).toEqual(expect.arrayContaining(['inventory', 'realtime-gateway']));
      const topic = 'tandem.inventory.stock';
      const of = (service: string, name: RegExp) =>
        spans.find((span) => span.service === service && name.test(span.name));
      expect(of('inventory', /^PUT /)).toBeDefined();
      expect(of('inventory', /^pg/)).toBeDefined();
      expect(of('realtime-gateway', /^fan-out /)).toBeDefined();
      const both = {
        'messaging.destination.name': topic,
        'messaging.kafka.message.key': String(part.id),
        'cloudevents.event_type': 'stock.updated',
      };
      const sent = of('inventory', new RegExp(`^send ${topic}$`));
      expect(sent).toMatchObject({ kind: 'producer', about: both });
      const processed = of('realtime-gateway', new RegExp(`^process ${topic}$`));
      expect(processed).toMatchObject({
        kind: 'consumer',
        about: {
          ...both,
          'messaging.consumer.group.name': 'realtime-gateway',
          'messaging.destination.partition.id': expect.stringMatching(/^[0-2]$/),
          'messaging.kafka.offset': expect.stringMatching(/^\d+$/),
        },
      });
      expect(spans.map(({ id }) => id)).toContain(processed?.parent);
    });
  });

  it('has no secret and no address of anybody in it', async () => {
    const { items } = await read<{ items: Trace[] }>('/traces?limit=20');
    for (const { trace_id } of items)
      expect(JSON.stringify(await read<Trace>(`/traces/${trace_id}`))).not.toMatch(
        /"(client\.address|user_agent\.original|url\.path)"|Bearer |tandem-dev-password/,
      );
  });

  it('the metrics that the requirements name are there to be read', async () => {
    const text = async (service: string) =>
      String((await call(`${stack.info.services[service]![0]}/metrics`)).body);
    expect(await text('realtime-gateway')).toContain('database_sync_latency_ms');
    const catalog = await text('catalog');
    expect(catalog).toContain('cache_hit_rate');
    expect(catalog).toContain('http_server_request_duration');
    for (const service of Object.keys(stack.info.services)) {
      expect((await call(`${stack.info.services[service]![0]}/health/live`)).status).toBe(200);
      expect((await call(`${stack.info.services[service]![0]}/health/ready`)).status).toBe(200);
    }
  });
});
