import { eventually } from '@tandem/testing';
import { RedisServer } from './redis-server.js';

/** A primary, a replica and three Sentinels, as processes of our own. */
export class SentinelGroup {
  private constructor(
    readonly primary: RedisServer,
    readonly replica: RedisServer,
    private readonly sentinels: readonly RedisServer[],
  ) {}

  static async start(): Promise<SentinelGroup> {
    const primary = await RedisServer.start();
    const replica = await RedisServer.replicaOf(primary);
    const sentinels = await Promise.all(
      Array.from({ length: 3 }, () => RedisServer.sentinelOf(primary)),
    );
    const group = new SentinelGroup(primary, replica, sentinels);
    // Only then they would agree on a failover, and know whom to promote.
    await eventually(async () => {
      for (const sentinel of sentinels) await group.expectKnown(sentinel);
    });
    return group;
  }

  /** As REDIS_URL. */
  get url(): string {
    return `redis+sentinel://${this.sentinels.map(({ port }) => `127.0.0.1:${port}`).join()}/tandem/0`;
  }

  async stop(): Promise<void> {
    await Promise.all(this.sentinels.map((sentinel) => sentinel.stop()));
    await Promise.all([this.primary.stop(), this.replica.stop()]);
  }

  private async expectKnown(sentinel: RedisServer): Promise<void> {
    const [known] = (await sentinel.command((redis) =>
      redis.call('SENTINEL', 'MASTERS'),
    )) as string[][];
    const counted = (name: string) => Number(known![known!.indexOf(name) + 1]);
    if (counted('num-slaves') !== 1 || counted('num-other-sentinels') !== 2)
      throw new Error('a Sentinel does not know the others yet');
  }
}
