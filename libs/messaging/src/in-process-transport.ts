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
 * delivers again; what outlives a crash is the outbox, not this.
 */
export class InProcessTransport implements EventTransport {
  readonly kind = 'in-process';
  readonly #groups = new Set<Group>();
  readonly #retained = new Map<string, ReceivedMessage[]>();
  readonly #offsets = new Map<string, number>();
  #held: Promise<void> = Promise.resolve();

  /**
   * Keeps deliveries back until the returned function is called: a runner holds them until all its
   * services have subscribed, so that no event is taken for handled before its consumers exist.
   */
  hold(): () => void {
    let release!: () => void;
    this.#held = new Promise((resolve) => (release = resolve));
    return release;
  }

  async publish(topic: string, messages: readonly WireMessage[]): Promise<void> {
    await this.#held;
    const received = messages.map((message) => this.#append(topic, message));
    const groups = [...this.#groups].filter((group) => group.options.topics.includes(topic));
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
    const known = [...this.#groups].some((other) => other.options.group === options.group);
    this.#groups.add(group);
    if (!known) {
      for (const topic of options.topics) {
        for (const message of this.#retained.get(topic) ?? []) {
          deliver(group, [message]).catch(() => undefined);
        }
      }
    }
    return {
      close: async () => {
        this.#groups.delete(group);
        group.stop.abort();
        await Promise.allSettled(group.tails.values());
      },
    };
  }

  async ensureTopics(): Promise<void> {}

  async health(): Promise<void> {}

  /** Does nothing: other services of the process go on using it. */
  async close(): Promise<void> {}

  #append(topic: string, message: WireMessage): ReceivedMessage {
    const partition = partitionOf(message.key ?? '');
    const queue = `${topic}/${partition}`;
    const offset = this.#offsets.get(queue) ?? 0;
    this.#offsets.set(queue, offset + 1);
    const received = { ...message, topic, partition, offset: String(offset) };
    const retained = this.#retained.get(topic) ?? [];
    retained.push(received);
    if (retained.length > RETAINED) retained.splice(0, RETAINED / 10);
    this.#retained.set(topic, retained);
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
