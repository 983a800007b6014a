import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ALL_EVENTS, DEBUG_TOPICS, dlqOf, TOPICS } from '@tandem/contracts';
import { kafkaJars } from '@tandem/stack';
import { endProcess, eventually as soon, freePort } from '@tandem/testing';
import kafkajs, { type Kafka } from 'kafkajs';
import { composed } from './testing/composed.ts';
import { grantAccess, readAccess } from './kafka-access.ts';

/** A broker takes its time to start. */
const eventually = <T>(check: () => Promise<T>) => soon(check, { timeoutMs: 90_000, everyMs: 300 });

/** Real: a broker with the settings of docker-compose.yml, but for its ports and its folder. */
describe('Kafka as it is composed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-kafka-'));
  const log = join(folder, 'broker.log');
  const { kafka, ...services } = composed();
  let broker: ChildProcess | undefined;
  let address: string;

  beforeAll(async () => {
    // A port can be somebody else's by the time the broker takes it.
    for (let tries = 3; (await startBroker()) === 'ended'; tries -= 1)
      if (tries === 1)
        throw new Error(`the broker ended:\n${readFileSync(log, 'utf8').slice(-3000)}`);
  });

  async function startBroker(): Promise<'lives' | 'ended'> {
    const [port, controller] = [await freePort(), await freePort()];
    address = `127.0.0.1:${port}`;
    const file = join(folder, 'server.properties');
    rmSync(join(folder, 'data'), { recursive: true, force: true });
    writeFileSync(file, properties(port, controller));
    const jars = join(await kafkaJars(), '*');
    const java = (heap: string, ...args: string[]) => [
      heap,
      '-XX:+UseSerialGC',
      '-XX:+ExitOnOutOfMemoryError',
      '-XX:TieredStopAtLevel=1',
      '-cp',
      jars,
      ...args,
    ];
    const format = [
      'kafka.tools.StorageTool',
      'format',
      '-t',
      'AAAAAAAAAAAAAAAAAAAAAg',
      '-c',
      file,
    ];
    const formatted = spawnSync('java', java('-Xmx128m', ...format), { encoding: 'utf8' });
    if (formatted.status !== 0) throw new Error(formatted.stdout + formatted.stderr);
    const output = openSync(log, 'w');
    broker = spawn('java', java('-Xmx384m', 'kafka.Kafka', file), {
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    // The broker's own clients come before its access lists.
    return eventually(async () => {
      if (broker!.exitCode !== null || broker!.signalCode !== null) return 'ended';
      const admin = as('admin', adminPassword()).admin();
      try {
        await admin.connect();
        await grantAccess(admin);
        await grantAccess(admin);
        return 'lives';
      } finally {
        await admin.disconnect();
      }
    });
  }

  afterAll(async () => {
    if (broker) await endProcess(broker, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  function properties(port: number, controller: number): string {
    const lines = Object.entries(kafka!.environment)
      .filter(([name]) => name !== 'KAFKA_HEAP_OPTS')
      // The image's own rule for its environment.
      .map(([name, value]) => [
        name.slice('KAFKA_'.length).toLowerCase().replaceAll('_', '.'),
        String(value)
          .replaceAll(':9092', `:${port}`)
          .replaceAll(':9093', `:${controller}`)
          .replaceAll('kafka:', '127.0.0.1:')
          .replaceAll('CLIENT://:', 'CLIENT://127.0.0.1:'),
      ]);
    const own = { ...Object.fromEntries(lines), 'log.dirs': join(folder, 'data') };
    return Object.entries(own)
      .map(([name, value]) => `${name}=${value}\n`)
      .join('');
  }

  const passwordOf = (service: string) => String(services[service]!.environment.KAFKA_PASSWORD);
  const adminPassword = () => String(services['kafka-access']!.environment.KAFKA_ADMIN_PASSWORD);

  function as(username?: string, password = ''): Kafka {
    return new kafkajs.Kafka({
      clientId: 'spec',
      brokers: [address],
      connectionTimeout: 5000,
      logLevel: kafkajs.logLevel.NOTHING,
      retry: { retries: 1, initialRetryTime: 50 },
      ...(username === undefined ? {} : { sasl: { mechanism: 'plain', username, password } }),
    });
  }

  async function write(kafka: Kafka, topic: string): Promise<void> {
    const producer = kafka.producer({ idempotent: true });
    try {
      await producer.connect();
      await producer.send({ topic, acks: -1, messages: [{ value: 'credit' }] });
    } finally {
      await producer.disconnect().catch(() => undefined);
    }
  }

  it('takes nothing from one who says no name, a wrong password or a name that nobody has', async () => {
    await expect(write(as(), TOPICS.g2a)).rejects.toThrow();
    await expect(write(as('sync-gateway', 'guessed'), TOPICS.g2a)).rejects.toThrow(
      /Authentication/,
    );
    await expect(write(as('nobody', ''), TOPICS.g2a)).rejects.toThrow(/Authentication/);
  });

  it('takes from each service what is its own, and nothing of another’s', async () => {
    for (const [service, { writes, reads }] of Object.entries(await readAccess())) {
      const kafka = as(service, passwordOf(service));
      for (const topic of Object.values(TOPICS)) {
        const own = writes.some((start) => topic.startsWith(start));
        const said = write(kafka, topic).then(
          () => 'taken',
          (error: Error) => (/authoriz/i.test(error.message) ? 'refused' : error.message),
        );
        expect([service, topic, await said]).toEqual([service, topic, own ? 'taken' : 'refused']);
      }
      for (const topic of reads) await write(kafka, dlqOf(topic));
    }
  });

  it('lets the realtime gateway alone make topics that are read to look for errors', async () => {
    const topic = `${DEBUG_TOPICS}spec`;
    const make = async (service: string): Promise<void> => {
      const admin = as(service, passwordOf(service)).admin();
      await admin.connect();
      try {
        await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
      } finally {
        await admin.disconnect();
      }
    };
    await expect(make('catalog')).rejects.toMatchObject({
      errors: [expect.objectContaining({ type: 'TOPIC_AUTHORIZATION_FAILED' })],
    });
    await make('realtime-gateway');
    await write(as('realtime-gateway', passwordOf('realtime-gateway')), topic);
    await expect(write(as('catalog', passwordOf('catalog')), topic)).rejects.toThrow(/authoriz/i);
  });

  it('lets a service read what it consumes, in a group of its own, and nothing else', async () => {
    const read = async (service: string, topic: string, groupId: string): Promise<void> => {
      const consumer = as(service, passwordOf(service)).consumer({
        groupId,
        retry: { retries: 0, restartOnFailure: () => Promise.resolve(false) },
      });
      try {
        await consumer.connect();
        await consumer.subscribe({ topic, fromBeginning: true });
        await new Promise<void>((resolve, reject) => {
          consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
          consumer.run({ eachMessage: async () => resolve() }).catch(reject);
        });
      } finally {
        await consumer.disconnect().catch(() => undefined);
      }
    };
    await write(as('sync-gateway', passwordOf('sync-gateway')), TOPICS.g2a);
    // The group's coordinator may still be on its way.
    await eventually(() => read('order', TOPICS.g2a, 'order'));
    for (const [service, group] of [
      ['auth', 'auth'],
      ['order', 'realtime-gateway'],
    ] as const) {
      await expect(read(service, TOPICS.g2a, group)).rejects.toThrow();
    }
  });

  it('has one service that writes each event', async () => {
    const access = Object.entries(await readAccess());
    for (const { topic } of ALL_EVENTS) {
      const writers = access.filter(([, { writes }]) =>
        writes.some((one) => topic.startsWith(one)),
      );
      expect([topic, writers.length]).toEqual([topic, 1]);
    }
  });
});
