import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RedisStore } from '@tandem/cache';
import {
  CartEntry,
  G2aSyncProgressEntry,
  GameEntry,
  PartEntry,
  PartImagesEntry,
  PartPricesEntry,
  PartSpecsEntry,
  PartStockEntry,
  PartsListEntry,
  TREE_GENERATION,
} from '@tandem/contracts';
import { readEnv } from '@tandem/config';
import { endProcess, eventually, freePort } from '@tandem/testing';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { composed } from './testing/composed.ts';

const START = fileURLToPath(new URL('../../../deploy/redis/start.sh', import.meta.url));
const CACHING = ['catalog', 'inventory', 'order', 'realtime-gateway', 'operations'];
const USERS = ['auth', ...CACHING];

/** Real: the server that docker-compose.yml starts, with its users and their passwords. */
describe('Redis as it is composed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-redis-users-'));
  const { redis, ...services } = composed();
  const open: Redis[] = [];
  let server: ChildProcess;
  let port: number;

  beforeAll(async () => {
    port = await freePort();
    const env = readEnv();
    server = spawn('sh', [START, '--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder], {
      stdio: 'ignore',
      env: {
        PATH: env['PATH'],
        REDIS_SERVER: env['TANDEM_TEST_REDIS_SERVER'] ?? 'redis-server',
        REDIS_USERS_FILE: join(folder, 'users.acl'),
        ...(redis!.environment as Record<string, string>),
      },
    });
    const probe = connect('redis://probe:none@127.0.0.1', { enableReadyCheck: false });
    await eventually(async () => expect(await probe.ping()).toBe('PONG'));
  });

  afterAll(async () => {
    for (const connection of open) connection.disconnect();
    await endProcess(server, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  function connect(address: string, options: { enableReadyCheck?: boolean } = {}): Redis {
    const url = new URL(address);
    const connection = new Redis({
      port,
      host: '127.0.0.1',
      username: url.username,
      password: url.password,
      ...options,
    });
    connection.on('error', () => undefined);
    open.push(connection);
    return connection;
  }

  const addressOf = (service: string): string => {
    const url = new URL(String(services[service]!.environment.REDIS_URL));
    url.host = `127.0.0.1:${port}`;
    return url.href;
  };

  it('does nothing for one who says no name, a wrong password, or the name that health checks have', async () => {
    const stranger = new Redis({ port, host: '127.0.0.1', enableReadyCheck: false });
    stranger.on('error', () => undefined);
    open.push(stranger);
    await expect(stranger.get('part:1')).rejects.toThrow(/NOAUTH/);
    await expect(stranger.call('AUTH', 'catalog', 'guessed')).rejects.toThrow(/WRONGPASS/);
    await expect(stranger.call('AUTH', 'default', '')).rejects.toThrow(/WRONGPASS/);
    const probe = connect('redis://probe:none@127.0.0.1', { enableReadyCheck: false });
    await expect(probe.get('part:1')).rejects.toThrow(/NOPERM/);
    await expect(probe.info()).rejects.toThrow(/NOPERM/);
  });

  it.each(CACHING)('lets %s do with the cache all that the cache needs', async (service) => {
    const store = new RedisStore({ url: addressOf(service), deadlineMs: 60_000 });
    try {
      await eventually(async () => expect(store.up).toBe(true));
      await store.ping();
      const at = USERS.indexOf(service) + 1;
      const guest = `00000000-0000-4000-8000-00000000000${at}`;
      const singles = [
        PartEntry.key(at),
        PartStockEntry.key(at),
        PartPricesEntry.key(at),
        PartImagesEntry.key(at),
        PartSpecsEntry.key(at),
        GameEntry.key(at),
        CartEntry.key({ kind: 'user', id: guest }),
        CartEntry.key({ kind: 'guest', id: guest }),
      ];
      const leased = await store.acquire(singles.map((key) => ({ keys: [key], minimums: [0] })));
      const fills = singles.map((key, i) => {
        const answer = leased[i]!;
        if (answer.kind !== 'lease') throw new Error(`${key}: ${answer.kind}`);
        return { keys: [key], token: answer.token, version: 1, values: ['"x"'], ttlSeconds: 60 };
      });
      expect(await store.fill(fills)).toEqual(singles.map(() => true));
      expect((await store.mget(singles)).filter((raw) => raw === null)).toEqual([]);
      await store.refresh(singles.map((key) => ({ key, version: 2, value: '"y"' })));
      await store.release(singles, 'nobody');
      await store.invalidate(singles.map((key) => ({ key, version: 3 })));
      expect((await store.mget(singles)).filter((raw) => raw !== null)).toEqual([]);
      const list = TREE_GENERATION;
      const [before] = await store.generations([list]);
      await store.bump([list], []);
      await store.bump([list], [`change-of-${service}`]);
      await store.bump([list], [`change-of-${service}`]);
      expect(Number((await store.generations([list]))[0])).toBe(Number(before) + 2);
      await store.put(PartsListEntry.key('hash'), 'page', 60);
      await store.put(G2aSyncProgressEntry.key(), '1', 60);
    } finally {
      await store.close();
    }
  });

  it('carries alerts between two instances of the realtime gateway', async () => {
    const instances = [0, 1].map(() => {
      const client = connect(addressOf('realtime-gateway'));
      const duplicate = client.duplicate.bind(client);
      // The adapter leaves the connections it opens to whoever gave it the first.
      client.duplicate = (override) => {
        const copy = duplicate(override);
        copy.on('error', () => undefined);
        open.push(copy);
        return copy;
      };
      const io = new Server(createServer(), {
        adapter: createAdapter(client, {
          streamName: 'tandem:socket.io',
          channelPrefix: 'tandem:socket.io',
          maxLen: 1000,
        }),
      });
      return io.of('/admin');
    });
    const heard: string[] = [];
    instances[1]!.on('alert', (text: string) => heard.push(text));
    await eventually(async () => {
      instances[0]!.serverSideEmit('alert', 'low stock');
      expect(heard).toContain('low stock');
    });
    // A broadcast goes through the stream.
    const writer = connect(addressOf('realtime-gateway'));
    instances[0]!.emit('notice', 'hello');
    await eventually(async () => expect(await writer.xlen('tandem:socket.io')).toBeGreaterThan(0));
    for (const { server: io } of instances) await io.close().catch(() => undefined);
  });

  it.each(USERS)('gives %s no command of an administrator and no key of another', async (user) => {
    const client = connect(addressOf(user));
    const refused = async (command: string, ...args: string[]) =>
      expect([
        command,
        ...args,
        await client.call(command, ...args).then(
          () => 'done',
          (error: Error) => (/NOPERM/.test(error.message) ? 'refused' : error.message),
        ),
      ]).toEqual([command, ...args, 'refused']);
    await refused('FLUSHALL');
    await refused('FLUSHDB');
    await refused('CONFIG', 'GET', '*');
    await refused('CONFIG', 'SET', 'maxmemory', '1');
    await refused('KEYS', '*');
    await refused('SCAN', '0');
    await refused('RANDOMKEY');
    await refused('DBSIZE');
    await refused('ACL', 'LIST');
    await refused('ACL', 'SETUSER', user, '~*');
    await refused('CLIENT', 'LIST');
    await refused('SHUTDOWN');
    await refused('MONITOR');
    await refused('REPLICAOF', 'NO', 'ONE');
    await refused('SAVE');
    await refused('SCRIPT', 'FLUSH');
    await refused('FUNCTION', 'LIST');
    await refused('MIGRATE', '127.0.0.1', '1', 'part:1', '0', '1');
    const foreign =
      user === 'auth' ? ['part:1', 'tandem:socket.io'] : ['auth:attempts', 'anything'];
    if (!['auth', 'realtime-gateway'].includes(user)) foreign.push('tandem:socket.io');
    for (const key of foreign) {
      await refused('GET', key);
      await refused('SET', key, '1');
      await refused('DEL', key);
      await refused('EVAL', `return redis.call('GET', KEYS[1])`, '1', key);
    }
    if (user !== 'realtime-gateway') {
      await refused('PUBLISH', 'tandem:socket.io#/admin#', 'forged');
      await refused('SUBSCRIBE', 'tandem:socket.io#/admin#');
    } else {
      await refused('PUBLISH', 'another', 'forged');
    }
    // Not by a script that hides the key's name either.
    await expect(client.eval(`return redis.call('GET', '${foreign[0]}')`, 0)).rejects.toThrow(
      /permission|NOPERM|can't access/i,
    );
  });
});
