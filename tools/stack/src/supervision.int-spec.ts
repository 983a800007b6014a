import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Run } from './backing-services.ts';
import { StartError } from './errors.ts';
import { Home, ROOT } from './home.ts';
import { isFree, PortBook } from './ports.ts';
import { RunLock } from './run-lock.ts';
import { acceptsConnections, until } from './wait.ts';

/** Real: processes, ports and files. */
describe('what a stack runs', () => {
  let folder: string;
  let home: Home;
  let run: Run;
  let said: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tandem-home-'));
    home = new Home(folder);
    said = [];
    run = new Run(home, (line) => said.push(line));
  });

  afterEach(async () => {
    await run.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const listener = (port: number) =>
    `require('net').createServer().listen(${port}, '127.0.0.1'); process.on('SIGTERM', () => process.exit(0))`;

  function supervise(name: string, code: string, port: number) {
    return run.supervise({
      name,
      command: process.execPath,
      args: ['-e', code],
      ready: () => acceptsConnections(port),
      readyTimeoutMs: 5000,
      advice: 'Look at the spec.',
    });
  }

  const heard = (words: string) =>
    until(async () => expect(said.join('\n')).toContain(words), { timeoutMs: 5000 });

  it('is started again after a crash, at the same address, and said so', async () => {
    const port = await run.ports.port('thing');
    const thing = supervise('thing-1', listener(port), port);
    await thing.start();
    const first = thing.pid;
    thing.kill('SIGKILL');
    await heard('thing-1 stopped (SIGKILL)');
    await heard('thing-1 is running again');
    expect(thing.pid).not.toBe(first);
    await acceptsConnections(port);
  });

  it('shares few heaps among its threads', async () => {
    const port = await run.ports.port('thing');
    const code = `if (process.env.MALLOC_ARENA_MAX !== '2') process.exit(1); ${listener(port)}`;
    await supervise('thing-1', code, port).start();
    await acceptsConnections(port);
  });

  it('stays away when it was stopped, and comes when it is wanted again', async () => {
    const port = await run.ports.port('thing');
    const thing = supervise('thing-1', listener(port), port);
    await thing.start();
    await thing.stop();
    expect(await isFree(port)).toBe(true);
    await thing.start();
    await acceptsConnections(port);
    expect(said).toEqual([]);
  });

  it('names the backing service, the reason and the end of the log when it does not start', async () => {
    const thing = supervise('thing-1', "console.error('no such setting'); process.exit(3)", 1);
    const failure = await thing.start().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StartError);
    expect(String(failure)).toMatch(/thing-1: ended while starting[\s\S]*no such setting/);
    expect((failure as StartError).advice).toBe('Look at the spec.');
  });

  it('is gone after a stop, even if it will not listen', async () => {
    const port = await run.ports.port('stubborn');
    const stubborn = run.supervise({
      name: 'stubborn-1',
      command: process.execPath,
      args: [
        '-e',
        `${listener(port)}; process.removeAllListeners('SIGTERM'); process.on('SIGTERM', () => {})`,
      ],
      ready: () => acceptsConnections(port),
      stopTimeoutMs: 200,
      advice: '',
    });
    await stubborn.start();
    await run.stop();
    expect(await isFree(port)).toBe(true);
  });

  it('ends with its supervisor, however that one was killed', async () => {
    const port = await run.ports.port('orphan');
    const supervisor = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { Run } from ${JSON.stringify(join(ROOT, 'tools/stack/src/backing-services.ts'))};
         import { Home } from ${JSON.stringify(join(ROOT, 'tools/stack/src/home.ts'))};
         import { acceptsConnections } from ${JSON.stringify(join(ROOT, 'tools/stack/src/wait.ts'))};
         const run = new Run(new Home(${JSON.stringify(join(folder, 'other'))}), () => undefined);
         await run.supervise({ name: 'orphan', command: process.execPath, args: ['-e', ${JSON.stringify(listener(port))}],
           ready: () => acceptsConnections(${port}), advice: '' }).start();
         console.log('up');
         setInterval(() => undefined, 1000);`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(supervisor.stdout, 'data');
    await acceptsConnections(port);
    supervisor.kill('SIGKILL');
    await until(async () => expect(await isFree(port)).toBe(true), { timeoutMs: 5000 });
  });

  it('keeps its ports from one start to the next, and gives way when somebody took one', async () => {
    const port = await run.ports.port('catalog-1');
    await run.ports.release();
    const again = new PortBook(home);
    expect(await again.port('catalog-1')).toBe(port);
    await again.release();
    const squatter = createServer().listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    const moved = new PortBook(home);
    expect(await moved.port('catalog-1')).not.toBe(port);
    await moved.release();
    squatter.close();
  });

  it('has ports that no other stack is given, before anybody listens there', async () => {
    const own = [await run.ports.port('kafka'), await run.ports.port('order-1')];
    // It remembers the very same ones.
    const other = new PortBook(home);
    expect(own).not.toContain(await other.port('kafka'));
    expect(own).not.toContain(await other.port('order-1'));
    await other.release();
  });

  it('moves a front door from a taken usual port, but never from one that was asked for', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as { port: number };
    expect(await run.ports.frontDoor('shop', undefined, port, 'TANDEM_SHOP_PORT')).toMatchObject({
      moved: true,
    });
    await expect(
      run.ports.frontDoor('shop', String(port), 8080, 'TANDEM_SHOP_PORT'),
    ).rejects.toThrow(`port ${port} (TANDEM_SHOP_PORT) is in use`);
    await expect(run.ports.frontDoor('shop', 'http', 8080, 'TANDEM_SHOP_PORT')).rejects.toThrow(
      'is not a port',
    );
    squatter.close();
  });

  it('belongs to one supervisor at a time; a lock left by a dead one is nobody’s', async () => {
    home.writeJson('running.json', { pid: process.pid, port: await run.ports.port('nobody') });
    const lock = await RunLock.take(home);
    expect(lock).toBeDefined();
    expect(await RunLock.take(home)).toBeUndefined();
    expect(await RunLock.holder(home)).toBe(process.pid);
    lock?.release();
    expect(await RunLock.holder(home)).toBeUndefined();
  });

  it('makes its secrets once and keeps them from other people', async () => {
    const again = new Home(folder).secrets([
      { name: 'catalog', schema: 'catalog' },
      { name: 'new', schema: 'new', calls: true },
    ]);
    expect(again.serviceKeys.order).toBe(run.secrets.serviceKeys.order);
    expect(again.serviceKeys.inventory).toBeUndefined();
    expect(again.serviceKeys.new).toMatch(/^[A-Za-z0-9+/]{64}$/);
    expect(again.rolePasswords.tandem_catalog).toBe(run.secrets.rolePasswords.tandem_catalog);
    expect(again.rolePasswords.tandem_new).toMatch(/^[0-9a-f]{64}$/);
  });
});
