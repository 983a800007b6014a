import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../errors.ts';
import { ROOT } from '../home.ts';
import { run } from '../run.ts';
import { acceptsConnections } from '../wait.ts';
import type { StackOptions } from '../stack-options.ts';
import type { BackingService, BackingContext } from './backing-service.ts';
import { newClusterId } from './cluster-id.ts';
import { javaVersion, mavenArtifacts } from './maven.ts';

const FOLDER = join(ROOT, 'tools', 'stack', 'kafka');
const OLDEST_JAVA = 17;

/** Kafka from KAFKA_BROKERS, else Apache Kafka on this machine's Java; in words why not, when neither is to be had. */
export async function startKafka(
  ctx: BackingContext,
  detour?: StackOptions['detour'],
): Promise<BackingService<string[]> | { missing: string }> {
  const given = process.env.KAFKA_BROKERS?.split(',')
    .map((broker) => broker.trim())
    .filter(Boolean);
  if (given?.length) {
    await useGiven(given);
    return { address: given, origin: 'address given (KAFKA_BROKERS)' };
  }
  const java = await javaVersion();
  if (java === undefined) return { missing: 'Java is not installed' };
  if (java < OLDEST_JAVA) return { missing: `Java ${java} is older than ${OLDEST_JAVA}` };
  const jars = await mavenArtifacts('Kafka', join(FOLDER, 'pom.xml'), ctx);
  if ('missing' in jars) return jars;
  return startNode(jars.folder, ctx, detour);
}

/** The folder of Kafka's jars, for a broker that a test starts with settings of its own. */
export async function kafkaJars(): Promise<string> {
  const signal = new AbortController().signal;
  const ctx = { say: () => undefined, signal } as unknown as BackingContext;
  const jars = await mavenArtifacts('Kafka', join(FOLDER, 'pom.xml'), ctx);
  if ('missing' in jars) throw new StartError('Kafka', jars.missing, 'Install Maven and Java 17.');
  return jars.folder;
}

async function useGiven(brokers: string[]): Promise<void> {
  const answers = await Promise.allSettled(
    brokers.map((broker) => {
      const [host, port] = broker.split(':');
      return acceptsConnections(Number(port ?? 9092), host);
    }),
  );
  if (answers.some((answer) => answer.status === 'fulfilled')) return;
  throw new StartError(
    'Kafka',
    `no broker of KAFKA_BROKERS answers (${brokers.join(', ')})`,
    'Start the broker or correct the address. Without KAFKA_BROKERS, Tandem starts its own Kafka.',
  );
}

async function startNode(
  jars: string,
  ctx: BackingContext,
  detour: StackOptions['detour'],
): Promise<BackingService<string[]>> {
  const port = await ctx.ports.port('kafka');
  const controller = await ctx.ports.port('kafka-controller');
  const led = detour && (await ledListener(ctx, detour));
  const data = ctx.home.path('kafka');
  const config = ctx.home.path('kafka.properties');
  mkdirSync(data, { recursive: true });
  writeFileSync(config, properties({ port, controller, led }, data));
  const java = (heap: string, ...args: string[]) => [
    heap,
    '-XX:+UseSerialGC',
    '-XX:+ExitOnOutOfMemoryError',
    '-XX:TieredStopAtLevel=1',
    `-Dlog4j2.configurationFile=${join(FOLDER, 'log4j2.yaml')}`,
    '-cp',
    join(jars, '*'),
    ...args,
  ];
  if (!existsSync(join(data, 'meta.properties'))) {
    const { code, output } = await run(
      'java',
      java('-Xmx128m', 'kafka.tools.StorageTool', 'format', '-t', newClusterId(), '-c', config),
      { signal: ctx.signal },
    );
    if (code !== 0) {
      throw new StartError(
        'Kafka',
        `could not create its data folder\n${output.trim().slice(-1500)}`,
        `Delete ${data}.`,
      );
    }
  }
  const node = ctx.supervise({
    name: 'kafka',
    command: 'java',
    args: java('-Xmx384m', '-Xms128m', '-XX:MaxDirectMemorySize=64m', 'kafka.Kafka', config),
    stopTimeoutMs: 20_000,
    ready: () => acceptsConnections(port),
    advice: `Read the log. \`npm run reset\` deletes the data; --standalone runs without Kafka.`,
  });
  await node.start();
  const version = jarVersion(jars);
  return {
    address: [`127.0.0.1:${port}`],
    ...(led && { toServices: [led.advertised] }),
    origin: `Apache Kafka ${version} from Maven Central, own Java`,
    process: node,
  };
}

function jarVersion(jars: string): string {
  for (const version of ['4.1.1', '4.1.0']) {
    if (existsSync(join(jars, `kafka-clients-${version}.jar`))) return version;
  }
  return '4';
}

interface Listeners {
  port: number;
  controller: number;
  led?: { port: number; advertised: string } | undefined;
}

/** Clients go on to the addresses that a broker advertises: those that are led another way come by a listener of their own. */
async function ledListener(
  ctx: BackingContext,
  detour: NonNullable<StackOptions['detour']>,
): Promise<{ port: number; advertised: string }> {
  const port = await ctx.ports.port('kafka-led');
  const led = new URL(await detour('kafka', `kafka://127.0.0.1:${port}`));
  return { port, advertised: led.host };
}

function properties({ port, controller, led }: Listeners, data: string): string {
  const ways = led
    ? { listens: `,LED://127.0.0.1:${led.port}`, says: `,LED://${led.advertised}` }
    : undefined;
  const settings: Record<string, string | number | boolean> = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controller}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}${ways?.listens ?? ''}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}${ways?.says ?? ''}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,LED:PLAINTEXT',
    'log.dirs': data,
    'num.partitions': 3,
    'offsets.topic.num.partitions': 4,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.num.partitions': 2,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.num.partitions': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    'auto.create.topics.enable': false,
    'log.retention.hours': 168,
    'log.segment.bytes': 67_108_864,
    'log.cleaner.dedupe.buffer.size': 16_777_216,
  };
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}
