import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStack, type StackHandle } from '@tandem/stack';
import { call, eventually, Staff } from './client.js';
import { collector, named } from './collector.js';
import { testHome } from './home.js';
import { Shopper } from './shopper.js';

/** OTLP's numbers of span kinds. */
const [PRODUCER, CONSUMER] = [4, 5];

describe('one trace from the click to the socket', () => {
  let stack: StackHandle;
  let telemetry: Awaited<ReturnType<typeof collector>>;

  beforeAll(async () => {
    telemetry = await collector();
    stack = await startStack({
      home: testHome('trace'),
      mode: 'distributed',
      frontDoors: 'free',
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: telemetry.url,
        OTEL_BSP_SCHEDULE_DELAY: '200',
        // The shop decides what it records, whatever the browser says.
        OTEL_TRACES_SAMPLER_ARG: '1',
        OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=spec',
      },
    });
  });
  afterAll(async () => {
    await stack?.stop();
    telemetry?.close();
  });

  it('an edit’s trace goes through the service, its database, Kafka and the gateway', async () => {
    const staff = await Staff.signIn(stack.info.admin);
    const part = await staff.createPart('Traceable tensioner', 5);
    const shopper = new Shopper(stack.info.shop, [part.id]);
    await shopper.ready();
    const traceId = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
    const put = await call(`${stack.info.admin}/api/v1/admin/parts/${part.id}/stock`, {
      method: 'PUT',
      token: staff.token,
      body: { current_stock: 9 },
      headers: {
        traceparent: `00-${traceId}-00f067aa0ba902b7-00`,
        'x-correlation-id': 'click-to-socket-1',
      },
    });
    expect([put.status, put.headers['x-correlation-id']]).toEqual([200, 'click-to-socket-1']);
    await eventually(async () => {
      expect(shopper.received.at(-1)?.data.current_stock).toBe(9);
    });
    await eventually(async () => {
      const ours = telemetry.spans.filter((span) => span.traceId === traceId);
      const of = (service: string) =>
        ours.filter((span) => span.service === service).map((span) => span.name);
      expect(of('inventory')).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^PUT /),
          expect.stringMatching(/^pg/),
          expect.stringMatching(/tandem\.inventory\.stock/),
        ]),
      );
      expect(of('realtime-gateway').length).toBeGreaterThanOrEqual(2);
      const topic = 'tandem.inventory.stock';
      const message = (service: string, name: string) => {
        const span = ours.find((one) => one.service === service && one.name === name);
        return { kind: span?.kind, ...named(span?.attributes ?? []) };
      };
      const both = {
        'messaging.system': 'kafka',
        'messaging.destination.name': topic,
        'messaging.kafka.message.key': String(part.id),
        'cloudevents.event_type': 'stock.updated',
      };
      expect(message('inventory', `send ${topic}`)).toMatchObject({
        kind: PRODUCER,
        ...both,
        'messaging.operation.type': 'send',
      });
      expect(message('realtime-gateway', `process ${topic}`)).toMatchObject({
        kind: CONSUMER,
        ...both,
        'messaging.operation.type': 'process',
        'messaging.consumer.group.name': 'realtime-gateway',
        'messaging.destination.partition.id': expect.stringMatching(/^[0-2]$/),
        'messaging.kafka.offset': expect.stringMatching(/^\d+$/),
      });
      for (const { service, resource } of ours) {
        expect(resource).toMatchObject({
          'service.namespace': 'tandem',
          'service.version': expect.stringMatching(/^\d+\.\d+\.\d+/),
          'service.instance.id': `${service}-1`,
          'deployment.environment.name': 'spec',
        });
      }
    });
    shopper.close();
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
