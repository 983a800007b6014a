import { EventEmitter, once } from 'node:events';
import type {
  EventTransport,
  ReceivedMessage,
  SubscribeOptions,
  Subscription,
  WireMessage,
} from './transport.js';

const PARTITIONS = 3;
/** Messages a topic remembers for groups that come later. */
const RETAINED = 10_000;

interface Group {
  options: SubscribeOptions;
  stop: AbortController;
  /** The end of each partition's queue. */
  tails: Map<string, Promise<void>>;
}

/**
 * The bus of the standalone form: one a process, shared by all its services. A publish resolves
 * when every group has handled the messages, so the outbox row is marked only then and a crash
 * delivers again; what outlives a crash is the outbox, not this. A group that has gone away, as when
 * its service stops before the others, is waited for: else they would take an event for handled that it never got.
 */
export class InProcessTransport implements EventTransport {
  readonly kind = 'in-process';
  private readonly groups = new Set<Group>();
  /** Every group there ever was, with what it listens to. */
  private readonly known = new Map<string, readonly string[]>();
  private readonly retained = new Map<string, ReceivedMessage[]>();
  private readonly offsets = new Map<string, number>();
  private readonly holds = new Set<symbol>();
  /** Tells publishers that wait that there may be nothing to wait for any more. */
  private readonly changes = new EventEmitter().setMaxListeners(0);

  /**
   * Keeps deliveries back until the returned function is called: a runner holds them until all its
   * services have subscribed, so that no event is taken for handled before its consumers exist.
   */
  hold(): () => void {
    const hold = Symbol('hold');
    this.holds.add(hold);
    return () => {
      this.holds.delete(hold);
      this.changes.emit('change');
    };
  }

  async publish(topic: string, messages: readonly WireMessage[]): Promise<void> {
    while (this.mustWait(topic)) await once(this.changes, 'change');
    const received = messages.map((message) => this.append(topic, message));
    const groups = [...this.groups].filter((group) => group.options.topics.includes(topic));
    const byPartition = [...Map.groupBy(received, (message) => message.partition).values()];
    const deliveries = byPartition.flatMap((messages) =>
      groups.map((group) => deliver(group, messages)),
    );
    const results = await Promise.allSettled(deliveries);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }

  subscribe(options: SubscribeOptions): Subscription {
    const group: Group = { options, stop: new AbortController(), tails: new Map() };
    const known = this.known.has(options.group);
    this.known.set(options.group, options.topics);
    this.groups.add(group);
    this.changes.emit('change');
    if (!known) {
      for (const topic of options.topics) {
        for (const message of this.retained.get(topic) ?? []) {
          deliver(group, [message]).catch(() => undefined);
        }
      }
    }
    return {
      close: async () => {
        this.groups.delete(group);
        group.stop.abort();
        await Promise.allSettled(group.tails.values());
      },
    };
  }

  async ensureTopics(): Promise<void> {}

  async health(): Promise<void> {}

  /** Does nothing: other services of the process go on using it. */
  async close(): Promise<void> {}

  private mustWait(topic: string): boolean {
    if (this.holds.size > 0) return true;
    const present = new Set([...this.groups].map(({ options }) => options.group));
    return [...this.known].some(([name, topics]) => topics.includes(topic) && !present.has(name));
  }

  private append(topic: string, message: WireMessage): ReceivedMessage {
    const partition = partitionOf(message.key ?? '');
    const queue = `${topic}/${partition}`;
    const offset = this.offsets.get(queue) ?? 0;
    this.offsets.set(queue, offset + 1);
    const received = { ...message, topic, partition, offset: String(offset) };
    const retained = this.retained.get(topic) ?? [];
    retained.push(received);
    if (retained.length > RETAINED) retained.splice(0, RETAINED / 10);
    this.retained.set(topic, retained);
    return received;
  }
}

/** Messages of one partition, one after another. */
function deliver(group: Group, messages: readonly ReceivedMessage[]): Promise<void> {
  const queue = `${messages[0]!.topic}/${messages[0]!.partition}`;
  const before = group.tails.get(queue) ?? Promise.resolve();
  const delivery = before
    .catch(() => undefined)
    .then(async () => {
      const { onMessage, onMessages } = group.options;
      const { signal } = group.stop;
      signal.throwIfAborted();
      if (onMessages) return onMessages(messages, signal, () => undefined);
      for (const message of messages) {
        signal.throwIfAborted();
        await onMessage(message, signal);
      }
    });
  group.tails.set(queue, delivery);
  return delivery;
}

function partitionOf(key: string): number {
  let hash = 0;
  for (let i = 0; i < key.length; i++) hash = (Math.imul(hash, 31) + key.charCodeAt(i)) | 0;
  return Math.abs(hash) % PARTITIONS;
}
