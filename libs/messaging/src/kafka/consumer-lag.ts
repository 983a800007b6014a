import { gauges } from '@tandem/observability';

const consumers = gauges({
  consumer_lag: {
    description:
      'Messages of the partitions held here that had arrived by the last fetch and are not dealt with.',
    unit: '{message}',
  },
  consumer_progress_age: {
    description: 'How long ago a consumer last fetched or dealt with something.',
    unit: 's',
  },
});

/** How far a member of a consumer group is behind, as it knows from its own fetches: brokers are not asked. */
export class ConsumerLag {
  /** By topic, by partition: messages not dealt with. */
  private readonly behind = new Map<string, Map<number, number>>();
  private progressAt = performance.now();
  private reading: { stop(): void } | undefined;

  constructor(private readonly consumer: string) {}

  start(): void {
    const { consumer } = this;
    this.reading = consumers.observe(async () => ({
      consumer_lag: [...this.behind].map(([topic, partitions]) => ({
        value: [...partitions.values()].reduce((sum, one) => sum + one, 0),
        attributes: { consumer, topic },
      })),
      consumer_progress_age: {
        value: (performance.now() - this.progressAt) / 1_000,
        attributes: { consumer },
      },
    }));
  }

  stop(): void {
    this.reading?.stop();
  }

  progressed(): void {
    this.progressAt = performance.now();
  }

  /** @param offset of the next message to be dealt with. @param end the offset that the next message will get. */
  note(topic: string, partition: number, offset: bigint, end: bigint): void {
    const partitions = this.behind.get(topic) ?? new Map<number, number>();
    this.behind.set(topic, partitions);
    partitions.set(partition, Math.max(0, Number(end - offset)));
  }

  /** Other partitions than before are held here; what others hold now is theirs to tell. */
  assigned(topics: readonly string[]): void {
    this.behind.clear();
    for (const topic of topics) this.behind.set(topic, new Map());
  }
}
