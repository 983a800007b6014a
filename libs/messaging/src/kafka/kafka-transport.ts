import kafkajs from 'kafkajs';
import type { Admin, Kafka, LogEntry, Producer } from 'kafkajs';
import { DEBUG_TOPICS, dlqOf } from '@tandem/contracts';
import { PACE } from '@tandem/kernel';
import { logger, outages } from '@tandem/observability';
import type { EventTransport, SubscribeOptions, Subscription, WireMessage } from '../transport.js';
import { closeDeadConnections } from './dead-connections.js';
import { disconnect } from './disconnect.js';
import { kafkaError } from './kafka-away.js';
import { KafkaSubscription } from './kafka-subscription.js';
import { copiesOf, makeTopics } from './make-topics.js';
import { quietIdleConnections } from './quiet-client.js';
import { connectionOf } from './security.js';
import type { KafkaSecurity } from './security.js';

export interface KafkaTransportOptions {
  brokers: readonly string[];
  clientId: string;
  /** Put before every topic and group. */
  topicPrefix?: string;
  /** How many brokers hold a topic that is made here; 0 or nothing: as many as `brokers`, at most three. */
  replicationFactor?: number;
  security?: KafkaSecurity;
}

const log = logger('kafka');

quietIdleConnections();
closeDeadConnections();

/** Kafka behind the port: an idempotent producer, consumers that come back by themselves. */
export class KafkaTransport implements EventTransport {
  readonly kind = 'kafka';
  private readonly kafka: Kafka;
  private readonly prefix: string;
  private readonly copies: number;
  private readonly ensured = new Set<string>();
  private readonly subscriptions = new Set<KafkaSubscription>();
  private producer: Promise<Producer> | undefined;
  private admin: Promise<Admin> | undefined;

  constructor(options: KafkaTransportOptions) {
    this.prefix = options.topicPrefix ?? '';
    this.copies = copiesOf(options.brokers, options.replicationFactor);
    this.kafka = new kafkajs.Kafka({
      clientId: options.clientId,
      brokers: [...options.brokers],
      ...connectionOf(options.security),
      connectionTimeout: 2000,
      requestTimeout: 10_000,
      // Everything is retried further up, where it can be seen and stopped.
      retry: {
        initialRetryTime: PACE.client.firstMs,
        maxRetryTime: PACE.client.longestMs,
        retries: 2,
      },
      logLevel: kafkajs.logLevel.WARN,
      logCreator: () => logEntry,
    });
  }

  async publish(topic: string, messages: readonly WireMessage[]): Promise<void> {
    if (messages.length === 0) return;
    await this.ensureTopics([topic]);
    this.producer ??= this.connectProducer();
    const producer = this.producer;
    try {
      await (
        await producer
      ).send({
        topic: this.prefix + topic,
        acks: -1,
        timeout: 5000,
        messages: messages.map((message) => ({ ...message, headers: { ...message.headers } })),
      });
      outages.answered('kafka');
    } catch (error) {
      // After a failure the producer's sequence numbers may be off for ever: begin a new session.
      this.producer = undefined;
      this.ensured.delete(topic);
      void producer.then((old) => old.disconnect()).catch(() => undefined);
      throw kafkaError(error);
    }
  }

  subscribe(options: SubscribeOptions): Subscription {
    const subscription = new KafkaSubscription(this.kafka, {
      ...options,
      prefix: this.prefix,
      ensureTopics: () => this.ensureTopics(options.topics),
      ping: () => this.ping(),
    });
    this.subscriptions.add(subscription);
    subscription.start();
    return {
      close: async () => {
        this.subscriptions.delete(subscription);
        await subscription.close();
      },
    };
  }

  async ensureTopics(topics: readonly string[]): Promise<void> {
    const missing = topics.filter((topic) => !this.ensured.has(topic));
    if (missing.length === 0) return;
    const names = missing
      .flatMap((topic) => (hasNoDeadLetters(topic) ? [topic] : [topic, dlqOf(topic)]))
      .map((topic) => this.prefix + topic);
    await this.withAdmin((admin) => makeTopics(admin, names, this.copies));
    for (const topic of missing) this.ensured.add(topic);
  }

  async health(): Promise<void> {
    for (const subscription of this.subscriptions) subscription.assertProgress();
    await this.ping();
  }

  async close(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => subscription.close()));
    this.subscriptions.clear();
    const clients = [this.producer, this.admin];
    this.producer = this.admin = undefined;
    await Promise.all(clients.map((client) => client && disconnect(client)));
  }

  private async ping(): Promise<void> {
    await this.withAdmin((admin) => admin.describeCluster());
  }

  private async withAdmin<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
    this.admin ??= connected(this.kafka.admin());
    const admin = this.admin;
    try {
      return await work(await admin);
    } catch (error) {
      this.admin = undefined;
      void admin.then((old) => old.disconnect()).catch(() => undefined);
      throw kafkaError(error);
    }
  }

  private connectProducer(): Promise<Producer> {
    return connected(
      this.kafka.producer({
        idempotent: true,
        maxInFlightRequests: 1,
        allowAutoTopicCreation: false,
      }),
    );
  }
}

/** No service takes its messages, so none gives one up. */
const hasNoDeadLetters = (topic: string) =>
  topic.endsWith('.dlq') || topic.startsWith(DEBUG_TOPICS);

async function connected<T extends Producer | Admin>(client: T): Promise<T> {
  try {
    await client.connect();
  } catch (error) {
    await client.disconnect().catch(() => undefined);
    throw error;
  }
  return client;
}

/** What matters of the library's complaints comes back as an error and is logged where it is retried. */
function logEntry({ log: entry }: LogEntry): void {
  const { message, error, broker } = entry as Record<string, unknown>;
  log.debug({ detail: message, error, broker }, 'kafka client');
}
