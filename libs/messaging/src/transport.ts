/** A message as it travels: CloudEvents binary mode, attributes in the headers. */
export interface WireMessage {
  /** The aggregate's id; messages of one key keep their order. */
  key: string | null;
  value: Buffer;
  headers: Record<string, string>;
}

export interface ReceivedMessage extends WireMessage {
  topic: string;
  partition: number;
  offset: string;
}

export interface SubscribeOptions {
  /** Instances of one group share the work; each group gets every message. */
  group: string;
  topics: readonly string[];
  /**
   * Called in order within a partition. Resolves when the message is dealt with for good; rejects
   * only to get it again, as when `signal` says that the partition is being given up.
   */
  onMessage: (message: ReceivedMessage, signal: AbortSignal) => Promise<void>;
  /**
   * Instead of `onMessage`: what has arrived of one partition, in order. `done` is called with the last message of those
   * that are dealt with so far.
   */
  onMessages?: (
    messages: readonly ReceivedMessage[],
    signal: AbortSignal,
    done: (last: ReceivedMessage) => void,
  ) => Promise<void>;
  /** Partitions worked on at the same time. Default 3. */
  concurrency?: number;
}

export interface Subscription {
  /** Stops taking messages and waits for those in hand. */
  close(): Promise<void>;
}

/** What carries events between services. At least once; ordered by key. */
export interface EventTransport {
  readonly kind: 'kafka' | 'in-process';
  /** Resolves when every message is safe: replicated, or handled by all groups. */
  publish(topic: string, messages: readonly WireMessage[]): Promise<void>;
  /** Starts in the background; a transport that is away is retried for ever. */
  subscribe(options: SubscribeOptions): Subscription;
  /** Makes what is missing, each with its dead-letter topic. */
  ensureTopics(topics: readonly string[]): Promise<void>;
  /** @throws Error saying what does not work. */
  health(): Promise<void>;
  close(): Promise<void>;
}
