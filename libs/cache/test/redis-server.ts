import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnv } from '@tandem/config';
import { eventually, freePort } from '@tandem/testing';
import { Redis } from 'ioredis';

/** A Redis of our own that may be killed, frozen and started again on its old data. */
export class RedisServer {
  private process: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly args: readonly string[],
  ) {}

  static async start(...args: string[]): Promise<RedisServer> {
    const [port, folder] = await place();
    const own = ['--port', `${port}`, '--dir', folder, '--save', '3600', '1'];
    // Redis waits 5 s for more replicas before it sends its data to the first one.
    own.push('--repl-diskless-sync-delay', '0', ...args);
    const server = new RedisServer(port, folder, own);
    await server.start();
    return server;
  }

  /** Follows the other, and has what it holds. */
  static async replicaOf(primary: RedisServer): Promise<RedisServer> {
    const server = await RedisServer.start('--replicaof', '127.0.0.1', `${primary.port}`);
    await server.inStep();
    return server;
  }

  /** Watches a primary under the name `tandem`; two of its like decide that it is gone. */
  static async sentinelOf(primary: RedisServer): Promise<RedisServer> {
    const [port, folder] = await place();
    const config = join(folder, 'sentinel.conf');
    const settings = [
      `port ${port}`,
      'bind 127.0.0.1',
      `dir ${folder}`,
      `sentinel monitor tandem 127.0.0.1 ${primary.port} 2`,
      'sentinel down-after-milliseconds tandem 500',
      'sentinel failover-timeout tandem 3000',
    ];
    await writeFile(config, settings.join('\n'));
    const server = new RedisServer(port, folder, [config, '--sentinel']);
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}/0`;
  }

  async start(): Promise<void> {
    const binary = readEnv()['TANDEM_TEST_REDIS_SERVER'] ?? 'redis-server';
    const bind = this.args.includes('--sentinel') ? [] : ['--bind', '127.0.0.1'];
    const running = spawn(binary, [...this.args, ...bind], { stdio: 'ignore' });
    this.process = running;
    await once(running, 'spawn').catch((cause: unknown) => {
      const hint = 'set TANDEM_TEST_REDIS_SERVER to its path';
      throw new Error(`This spec starts its own redis-server and can't find it: ${hint}.`, {
        cause,
      });
    });
    await this.command((redis) => redis.ping());
  }

  /** A replica that has all that its primary has sent. */
  async inStep(): Promise<void> {
    await eventually(async () => {
      expectLine(await this.command((redis) => redis.info('replication')), 'master_link_status:up');
    });
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
    const redis = new Redis(this.url, {
      retryStrategy: () => 20,
      maxRetriesPerRequest: null,
      enableReadyCheck: !this.args.includes('--sentinel'),
    });
    redis.on('error', () => undefined);
    try {
      return await run(redis);
    } finally {
      redis.disconnect();
    }
  }
}

async function place(): Promise<[port: number, folder: string]> {
  return [await freePort(), await mkdtemp(join(tmpdir(), 'tandem-redis-'))];
}

function expectLine(text: string, line: string): void {
  if (!text.includes(line)) throw new Error(`not yet ${line}`);
}
