import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import { Backoff, PACE, pause, slices } from '@tandem/kernel';
import { logger, outages, tellsAbsenceOf } from '@tandem/observability';
import type { ReceivedMessage, SubscribeOptions } from '../transport.js';
import { ConsumerLag } from './consumer-lag.js';
import { disconnect } from './disconnect.js';
import { kafkaError } from './kafka-away.js';

export interface KafkaSubscriptionOptions extends SubscribeOptions {
  prefix: string;
  ensureTopics: () => Promise<void>;
  /** Whether brokers answer other clients of this process. */
  ping: () => Promise<void>;
}

const HEARTBEAT_MS = 1000;
/** Brokers answer, and yet a consumer neither fetched nor worked for so long: it is stuck. */
const STUCK_MS = 12_000;
const MAX_FETCH_WAIT_MS = 400;
/** Messages of one partition handed on at once: a transaction should stay short. */
const MOST_TOGETHER = 200;
const log = logger('kafka-consumer');

/**
 * One member of a consumer group that lives until it is closed: whenever the client crashes or
 * makes no progress while brokers answer, it is thrown away and a new one started.
 */
export class KafkaSubscription {
  private readonly stop = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private lastProgress = -Infinity;
  private readonly lag: ConsumerLag;

  constructor(
    private readonly kafka: Kafka,
    private readonly options: KafkaSubscriptionOptions,
  ) {
    this.lag = new ConsumerLag(options.group);
  }

  start(): void {
    this.lag.start();
    this.running = this.keepRunning();
  }

  async close(): Promise<void> {
    this.stop.abort();
    this.lag.stop();
    await this.running;
  }

  /** @throws Error when the consumer does not fetch. */
  assertProgress(): void {
    if (performance.now() - this.lastProgress > STUCK_MS) {
      throw new Error(`consumer group ${this.options.group} makes no progress`);
    }
  }

  private async keepRunning(): Promise<void> {
    const backoff = new Backoff(PACE.outage);
    while (!this.stop.signal.aborted) {
      try {
        await this.runOnce(() => backoff.reset());
      } catch (error) {
        const fields = { err: kafkaError(error), group: this.options.group };
        log.warn(fields, 'a consumer stopped; a new one is starting');
      }
      if (!this.stop.signal.aborted) await backoff.wait(this.stop.signal);
    }
  }

  /** Resolves when closed; rejects when the consumer crashed or is stuck. */
  private async runOnce(onProgress: () => void): Promise<void> {
    const stopped = aborted(this.stop.signal);
    await Promise.race([this.options.ensureTopics(), stopped]);
    if (this.stop.signal.aborted) return;
    const consumer = this.kafka.consumer({
      groupId: this.options.prefix + this.options.group,
      // After an outage a new member waits for the old one's session to end; brokers allow no less.
      sessionTimeout: 6000,
      rebalanceTimeout: 10_000,
      heartbeatInterval: HEARTBEAT_MS,
      // News end the wait at once. With several brokers a commit may queue behind another one's fetch, so it stays short.
      maxWaitTimeInMs: MAX_FETCH_WAIT_MS,
      minBytes: 1,
      allowAutoTopicCreation: false,
      retry: { retries: 3, restartOnFailure: async () => false },
    });
    const life = new AbortController();
    const signal = AbortSignal.any([life.signal, this.stop.signal]);
    const crashed = new Promise<never>((_, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      consumer.on(consumer.events.FETCH, () => {
        this.lastProgress = performance.now();
        this.lag.progressed();
        outages.answered('kafka');
        onProgress();
      });
    });
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      const { prefix } = this.options;
      this.lag.assigned(
        Object.keys(payload.memberAssignment).map((topic) => topic.slice(prefix.length)),
      );
    });
    const watch = this.watchProgress(signal);
    try {
      const ended = Promise.race([crashed, stopped, watch]);
      await Promise.race([this.join(consumer, signal), ended]);
      await ended;
    } finally {
      crashed.catch(() => undefined);
      watch.catch(() => undefined);
      life.abort();
      await disconnect(consumer);
    }
  }

  private async join(consumer: Consumer, signal: AbortSignal): Promise<void> {
    await consumer.connect();
    const topics = this.options.topics.map((topic) => this.options.prefix + topic);
    await consumer.subscribe({ topics, fromBeginning: true });
    await consumer.run({
      partitionsConsumedConcurrently: this.options.concurrency ?? 3,
      eachBatchAutoResolve: false,
      eachBatch: (payload) => this.eachBatch(payload, signal),
    });
  }

  private async hand(
    messages: ReceivedMessage[],
    signal: AbortSignal,
    done: (last: ReceivedMessage) => void,
  ): Promise<void> {
    const { onMessage, onMessages } = this.options;
    if (onMessages) return onMessages(messages, signal, done);
    for (const message of messages) {
      await onMessage(message, signal);
      done(message);
    }
  }

  /** Rejects when the consumer is stuck; never resolves. */
  private async watchProgress(signal: AbortSignal): Promise<never> {
    this.lastProgress = performance.now();
    let answeringSince = 0;
    for (;;) {
      await pause(STUCK_MS / 6, signal);
      if (signal.aborted) return new Promise(() => undefined);
      // While it fetches, nobody needs to be asked whether brokers answer.
      if (performance.now() - this.lastProgress < STUCK_MS / 3) {
        answeringSince = 0;
        continue;
      }
      const answers = await this.options.ping().then(
        () => true,
        () => false,
      );
      if (!answers) answeringSince = 0;
      else answeringSince ||= performance.now();
      const quietSince = Math.max(this.lastProgress, answeringSince);
      if (answers && performance.now() - quietSince > STUCK_MS) {
        throw tellsAbsenceOf('kafka', new Error('no progress'));
      }
    }
  }

  private async eachBatch(payload: EachBatchPayload, life: AbortSignal): Promise<void> {
    const { batch, resolveOffset, heartbeat, isRunning, isStale } = payload;
    const topic = batch.topic.slice(this.options.prefix.length);
    const lost = new AbortController();
    const signal = AbortSignal.any([life, lost.signal]);
    // A message may take long while the database is away: the group must not give us up meanwhile.
    const beat = setInterval(() => {
      this.lastProgress = performance.now();
      heartbeat().catch(() => lost.abort());
    }, HEARTBEAT_MS);
    const end = BigInt(batch.highWatermark);
    const note = (next: bigint) => this.lag.note(topic, batch.partition, next, end);
    const done = (last: ReceivedMessage) => {
      resolveOffset(last.offset);
      this.lastProgress = performance.now();
      this.lag.progressed();
      note(BigInt(last.offset) + 1n);
    };
    if (batch.messages.length > 0) note(BigInt(batch.messages[0]!.offset));
    try {
      for (const messages of slices(batch.messages, this.options.onMessages ? MOST_TOGETHER : 1)) {
        if (!isRunning() || isStale() || signal.aborted) return;
        const some = messages.map((message) => received(topic, batch.partition, message));
        try {
          await this.hand(some, signal, done);
        } catch (error) {
          if (signal.aborted) return;
          throw error;
        }
      }
    } finally {
      clearInterval(beat);
    }
  }
}

function received(topic: string, partition: number, message: KafkaMessage): ReceivedMessage {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers ?? {})) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined) headers[name] = first.toString();
  }
  return {
    topic,
    partition,
    offset: message.offset,
    key: message.key?.toString() ?? null,
    value: message.value ?? Buffer.alloc(0),
    headers,
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
