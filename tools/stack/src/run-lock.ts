import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Home } from './home.ts';

const FILE = 'running.json';

/** Marks a home as in use. A port that answers proves it: a process number could be somebody else's by now. */
export class RunLock {
  private readonly server: Server;
  private readonly home: Home;

  private constructor(home: Home, server: Server) {
    this.home = home;
    this.server = server;
  }

  /** @returns undefined when another supervisor of the same home is alive. */
  static async take(home: Home): Promise<RunLock | undefined> {
    if (await RunLock.holder(home)) return undefined;
    const server = createServer((_request, response) => {
      response.end(JSON.stringify({ home: home.dir, pid: process.pid }));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    server.unref();
    home.writeJson(FILE, { pid: process.pid, port: (server.address() as AddressInfo).port });
    return new RunLock(home, server);
  }

  /** The process that runs the stack of this home now, if one does. */
  static async holder(home: Home): Promise<number | undefined> {
    const known = home.readJson<{ pid: number; port: number }>(FILE);
    if (!known) return undefined;
    try {
      const answer = await fetch(`http://127.0.0.1:${known.port}/`, {
        signal: AbortSignal.timeout(2000),
      });
      const body = (await answer.json()) as { home?: string; pid?: number };
      return body.home === home.dir ? body.pid : undefined;
    } catch {
      return undefined;
    }
  }

  release(): void {
    this.server.close();
    this.server.closeAllConnections();
    this.home.remove(FILE);
  }
}
