import { randomUUID } from 'node:crypto';
import type { ChainableCommander, Redis } from 'ioredis';
import { decodeEntry, encodeEntry, stampOf, ttlMs, DEFAULT_TTL_SECONDS } from './entry.js';
import type { CacheEntry, CacheHit, KeyVersion } from './entry.js';
import { RedisConnection } from './redis-connection.js';
import {
  CHANGE_MEMORY_SECONDS,
  GENERATION_TTL_SECONDS,
  LEASE_MS,
  changeMark,
  freshGeneration,
} from './store.js';
import type { CacheStore, Fill, LeaseAnswer, LeaseRequest } from './store.js';
import { REDIS } from './telemetry.js';

export interface RedisStoreOptions {
  /** As REDIS_URL: of one server, or of the primary that Sentinels name. */
  url: string;
  /** Shape of the payloads; a release that changes it takes a new one. No `|`, not `L`. */
  format?: string;
  /** Milliseconds a command may take; default 150. */
  deadlineMs?: number;
}

/** Thrown by every call while there is no usable connection. */
class StoreDownError extends Error {
  override readonly name = 'StoreDownError';
  readonly away = REDIS;
  constructor() {
    super('The cache store is not reachable.');
  }
}

export class RedisStore implements CacheStore {
  readonly kind = 'redis';
  up = false;
  stamp = '';
  private epoch = '';
  private readonly format: string;
  private readonly connection: RedisConnection;
  private readonly listeners = new Set<(up: boolean) => void>();

  constructor({ url, format = '1', deadlineMs = 150 }: RedisStoreOptions) {
    this.format = format;
    this.connection = new RedisConnection({
      url,
      deadlineMs,
      onUp: (epoch) => {
        this.epoch = epoch;
        this.stamp = stampOf(epoch, format);
        this.change(true);
      },
      onDown: () => this.change(false),
    });
  }

  mget(keys: readonly string[]): Promise<(string | null)[]> {
    if (!this.up) return Promise.reject(new StoreDownError());
    if (keys.length === 0) return Promise.resolve([]);
    return this.connection.run(this.connection.commands().mget(keys as string[]));
  }

  async acquire(requests: readonly LeaseRequest[]): Promise<LeaseAnswer[]> {
    const token = randomUUID();
    const stamp = this.stamp;
    const answers = await this.pipeline<[string, (string | null)[]?]>((pipeline) => {
      for (const { keys, minimums } of requests)
        pipeline.tandemAcquire(
          keys.length,
          ...keys,
          this.epoch,
          this.format,
          token,
          LEASE_MS,
          ...minimums,
        );
    });
    return answers.map(([kind, raws]) => {
      if (kind === 'hit')
        return { kind, hits: raws!.map((raw) => decodeEntry(raw, stamp)) as CacheHit[] };
      return kind === 'lease' ? { kind, token } : { kind: 'busy' };
    });
  }

  async fill(fills: readonly Fill[]): Promise<boolean[]> {
    const answers = await this.pipeline<number>((pipeline) => {
      for (const { keys, token, version, values, ttlSeconds } of fills)
        pipeline.tandemFill(
          keys.length,
          ...keys,
          this.epoch,
          token,
          version,
          ttlMs(ttlSeconds),
          ...keys.map((_, i) => encodeEntry(this.stamp, version, values[i] ?? null)),
        );
    });
    return answers.map((answer) => answer === 1);
  }

  async release(keys: readonly string[], token: string): Promise<void> {
    const client = this.live();
    await this.connection.run(client.tandemRelease(keys.length, ...keys, this.epoch, token));
  }

  async refresh(entries: readonly CacheEntry[]): Promise<void> {
    const client = this.live();
    const args = entries.flatMap(({ version, value, ttlSeconds = DEFAULT_TTL_SECONDS }) => [
      version,
      ttlMs(ttlSeconds),
      encodeEntry(this.stamp, version, value),
    ]);
    const keys = entries.map(({ key }) => key);
    await this.connection.run(client.tandemRefresh(keys.length, ...keys, this.epoch, ...args));
  }

  async invalidate(versions: readonly KeyVersion[]): Promise<void> {
    const client = this.live();
    const keys = versions.map(({ key }) => key);
    const args = versions.map(({ version }) => version);
    await this.connection.run(client.tandemInvalidate(keys.length, ...keys, this.epoch, ...args));
  }

  async generations(keys: readonly string[]): Promise<string[]> {
    const client = this.live();
    const starts = keys.map(freshGeneration);
    return this.connection.run(
      client.tandemGenerations(keys.length, ...keys, GENERATION_TTL_SECONDS, ...starts),
    );
  }

  async bump(keys: readonly string[], changes: readonly string[]): Promise<void> {
    const client = this.live();
    const marks = changes.map(changeMark);
    await this.connection.run(
      client.tandemBump(
        keys.length + marks.length,
        ...keys,
        ...marks,
        GENERATION_TTL_SECONDS,
        CHANGE_MEMORY_SECONDS,
        keys.length,
      ),
    );
  }

  async put(key: string, raw: string, ttlSeconds: number): Promise<void> {
    await this.connection.run(this.live().set(key, raw, 'PX', ttlMs(ttlSeconds)));
  }

  onState(listener: (up: boolean) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async ping(): Promise<void> {
    await this.connection.run(this.live().ping());
  }

  async close(): Promise<void> {
    this.connection.close();
    this.change(false);
    this.listeners.clear();
  }

  private live(): Redis {
    if (!this.up) throw new StoreDownError();
    return this.connection.commands();
  }

  private async pipeline<T>(build: (pipeline: ChainableCommander) => void): Promise<T[]> {
    const pipeline = this.live().pipeline();
    build(pipeline);
    const replies = (await this.connection.run(pipeline.exec())) ?? [];
    return replies.map(([error, reply]) => {
      if (error) throw error;
      return reply as T;
    });
  }

  private change(up: boolean): void {
    if (this.up === up) return;
    this.up = up;
    if (!up) this.stamp = this.epoch = '';
    for (const listener of this.listeners) listener(up);
  }
}
