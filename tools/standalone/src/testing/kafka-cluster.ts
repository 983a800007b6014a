import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { kafkaJars } from '@tandem/stack';
import { endProcess, eventually, freePort } from '@tandem/testing';
import kafkajs, { type Admin, type Kafka, type Message } from 'kafkajs';

const CONTROLLER = 9;
const LOGGING = resolve(import.meta.dirname, '../../../stack/kafka/log4j2.yaml');

interface Partition {
  leader: number;
  /** The brokers that hold all of it. */
  inSync: number[];
}

/** One process of Kafka that may be killed, frozen and started again on its old data. */
class KafkaNode {
  private process: ChildProcess | undefined;

  constructor(
    readonly id: number,
    readonly port: number,
    private readonly folder: string,
    private readonly jars: string,
  ) {
    mkdirSync(folder);
  }

  async format(settings: Record<string, string | number | boolean>): Promise<void> {
    const lines = Object.entries({ ...settings, 'log.dirs': join(this.folder, 'data') });
    await writeFile(this.config, lines.map(([name, value]) => `${name}=${value}\n`).join(''));
    const format = ['format', '-t', 'AAAAAAAAAAAAAAAAAAAAAg', '-c', this.config];
    await promisify(execFile)('java', this.java('kafka.tools.StorageTool', ...format));
  }

  start(): void {
    const output = openSync(join(this.folder, 'log'), 'a');
    this.process = spawn('java', this.java('kafka.Kafka', this.config), {
      stdio: ['ignore', output, output],
    });
    closeSync(output);
  }

  /** @throws Error when it has ended by itself. */
  assertRuns(): void {
    if (this.process?.exitCode === null) return;
    throw new Error(readFileSync(join(this.folder, 'log'), 'utf8').slice(-3000));
  }

  async kill(): Promise<void> {
    if (this.process) await endProcess(this.process, 'SIGKILL');
  }

  freeze(): void {
    this.process!.kill('SIGSTOP');
  }

  thaw(): void {
    this.process!.kill('SIGCONT');
  }

  private get config(): string {
    return join(this.folder, 'server.properties');
  }

  private java(...args: string[]): string[] {
    const small = ['-Xmx160m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto'];
    return [
      ...small,
      `-Dlog4j2.configurationFile=${LOGGING}`,
      '-cp',
      join(this.jars, '*'),
      ...args,
    ];
  }
}

/** Three brokers and the controller that says which of them leads what, as processes of our own. */
export class KafkaCluster {
  private constructor(
    private readonly folder: string,
    private readonly controller: KafkaNode,
    private readonly nodes: readonly KafkaNode[],
  ) {}

  static async start(): Promise<KafkaCluster> {
    const folder = mkdtempSync(join(tmpdir(), 'tandem-kafka-'));
    const jars = await kafkaJars();
    const node = async (id: number) =>
      new KafkaNode(id, await freePort(), join(folder, `${id}`), jars);
    const cluster = new KafkaCluster(folder, await node(CONTROLLER), [
      await node(1),
      await node(2),
      await node(3),
    ]);
    try {
      await cluster.begin();
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  /** As KAFKA_BROKERS. */
  get brokers(): string {
    return this.nodes.map(({ port }) => `127.0.0.1:${port}`).join();
  }

  get ids(): number[] {
    return this.nodes.map(({ id }) => id);
  }

  broker(id: number): KafkaNode {
    return this.nodes.find((node) => node.id === id)!;
  }

  /** @throws Error while one of them has no leader. */
  async partitions(topic: string): Promise<Partition[]> {
    const { topics } = await this.ask((admin) => admin.fetchTopicMetadata({ topics: [topic] }));
    return topics[0]!.partitions
      .sort((one, other) => one.partitionId - other.partitionId)
      .map(({ leader, isr }) => ({ leader, inSync: isr }));
  }

  /** The broker that the consumer groups have to do with. */
  async coordinator(): Promise<number> {
    return (await this.partitions('__consumer_offsets'))[0]!.leader;
  }

  /**
   * Freezes brokers, so that a partition's leader is alone with what comes. An answer to a question that one of them had asked
   * before would lie ready for it: this message, which the caller must not miss, uses up the last of these.
   */
  async freeze(ids: readonly number[], topic: string, message: Message): Promise<void> {
    const producer = this.client().producer({ allowAutoTopicCreation: false });
    const send = () => producer.send({ topic, acks: 1, messages: [message] });
    try {
      await producer.connect();
      // Whom to send to is known from now on: it can't be asked of those that are frozen.
      await send();
      for (const id of ids) this.broker(id).freeze();
      await send();
    } finally {
      await producer.disconnect();
    }
  }

  async ask<T>(question: (admin: Admin) => Promise<T>): Promise<T> {
    const admin = this.client().admin();
    try {
      await admin.connect();
      return await question(admin);
    } finally {
      await admin.disconnect();
    }
  }

  async stop(): Promise<void> {
    await Promise.all([this.controller, ...this.nodes].map((node) => node.kill()));
    rmSync(this.folder, { recursive: true, force: true });
  }

  private client(): Kafka {
    return new kafkajs.Kafka({
      clientId: 'spec',
      brokers: this.brokers.split(','),
      connectionTimeout: 5000,
      logLevel: kafkajs.logLevel.NOTHING,
      retry: { retries: 3, initialRetryTime: 50 },
    });
  }

  private async begin(): Promise<void> {
    const shared = {
      'controller.quorum.voters': `${CONTROLLER}@127.0.0.1:${this.controller.port}`,
      'controller.listener.names': 'CONTROLLER',
      'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
      // How long a broker that says nothing is taken for alive; Kafka's own is 9 s.
      'broker.session.timeout.ms': 4000,
      'broker.heartbeat.interval.ms': 500,
    };
    const formats = this.nodes.map((node) =>
      node.format({
        ...shared,
        'process.roles': 'broker',
        'node.id': node.id,
        listeners: `PLAINTEXT://127.0.0.1:${node.port}`,
        'offsets.topic.num.partitions': 1,
        'offsets.topic.replication.factor': 3,
        'group.initial.rebalance.delay.ms': 0,
        'auto.create.topics.enable': false,
        'log.cleaner.dedupe.buffer.size': 2_097_152,
        'num.network.threads': 2,
        'num.io.threads': 2,
      }),
    );
    const controller = this.controller.format({
      ...shared,
      'process.roles': 'controller',
      'node.id': CONTROLLER,
      listeners: `CONTROLLER://127.0.0.1:${this.controller.port}`,
    });
    await Promise.all([controller, ...formats]);
    const all = [this.controller, ...this.nodes];
    for (const node of all) node.start();
    await eventually(
      async () => {
        for (const node of all) node.assertRuns();
        const { brokers } = await this.ask((admin) => admin.describeCluster());
        if (brokers.length < this.nodes.length) throw new Error('not all brokers are there yet');
      },
      { timeoutMs: 300_000, everyMs: 200 },
    );
  }
}
