import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnv } from '@tandem/config';
import { freePort } from '@tandem/testing';
import { Redis } from 'ioredis';

/** A Redis of our own that may be killed, frozen and started again on its old data. */
export class RedisServer {
  private process: ChildProcess | undefined;

  private constructor(
    private readonly port: number,
    private readonly folder: string,
  ) {}

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(
      await freePort(),
      await mkdtemp(join(tmpdir(), 'tandem-redis-')),
    );
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}/0`;
  }

  async start(): Promise<void> {
    const args = ['--port', `${this.port}`, '--dir', this.folder, '--save', '3600', '1'];
    const binary = readEnv()['TANDEM_TEST_REDIS_SERVER'] ?? 'redis-server';
    const running = spawn(binary, [...args, '--bind', '127.0.0.1'], { stdio: 'ignore' });
    this.process = running;
    await once(running, 'spawn').catch((cause: unknown) => {
      const hint = 'set TANDEM_TEST_REDIS_SERVER to its path';
      throw new Error(`This spec starts its own redis-server and can't find it: ${hint}.`, {
        cause,
      });
    });
    await this.command((redis) => redis.ping());
  }

  /** Writes a snapshot that the next start reads. */
  async save(): Promise<void> {
    await this.command((redis) => redis.save());
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const running = this.process!;
    running.kill(signal);
    if (running.exitCode === null && running.signalCode === null) await once(running, 'exit');
  }

  freeze(): void {
    this.process!.kill('SIGSTOP');
  }

  thaw(): void {
    this.process!.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    this.thaw();
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  async command<T>(run: (redis: Redis) => Promise<T>): Promise<T> {
    const redis = new Redis(this.url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
    redis.on('error', () => undefined);
    try {
      return await run(redis);
    } finally {
      redis.disconnect();
    }
  }
}
