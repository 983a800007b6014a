import { createServer } from 'node:net';
import { StartError } from './errors.ts';
import type { Home } from './home.ts';

// Below the range that the system hands to outgoing connections: a port stays ours while a service restarts.
const LOWEST = 20_000;
const HIGHEST = 32_000;

/** Hands out free ports and remembers them, so that a stack keeps its addresses from one start to the next. */
export class PortBook {
  private readonly home: Home;
  private readonly remembered: Record<string, number>;
  private readonly taken = new Set<number>();

  constructor(home: Home) {
    this.home = home;
    this.remembered = home.readJson<Record<string, number>>('ports.json') ?? {};
  }

  async port(name: string): Promise<number> {
    const last = this.remembered[name];
    const port = last !== undefined && (await this.usable(last)) ? last : await this.pick();
    return this.keep(name, port);
  }

  /**
   * A front door's port. `asked` (given by the person) is taken or refused; the default moves to the next free one.
   */
  async frontDoor(
    name: string,
    asked: string | undefined,
    usual: number,
    variable: string,
  ): Promise<{ port: number; moved: boolean }> {
    if (asked !== undefined && asked !== '') {
      const port = Number(asked);
      if (!Number.isInteger(port) || port < 1 || port > 65_535) {
        throw new StartError(
          'front door',
          `${variable}=${asked} is not a port`,
          'Give a number from 1 to 65535.',
        );
      }
      if (!(await this.usable(port))) {
        throw new StartError(
          'front door',
          `port ${port} (${variable}) is in use`,
          `Free the port or set ${variable} to another port.`,
        );
      }
      return { port: this.keep(name, port), moved: false };
    }
    for (let port = usual; port < usual + 200; port += 1) {
      if (await this.usable(port)) return { port: this.keep(name, port), moved: port !== usual };
    }
    throw new StartError(
      'front door',
      `no free port from ${usual} on`,
      `Set ${variable} to a free port.`,
    );
  }

  private async pick(): Promise<number> {
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
      if (await this.usable(port)) return port;
    }
    throw new StartError(
      'ports',
      `none free between ${LOWEST} and ${HIGHEST}`,
      'Stop a program that listens there.',
    );
  }

  private async usable(port: number): Promise<boolean> {
    return !this.taken.has(port) && (await isFree(port));
  }

  private keep(name: string, port: number): number {
    this.taken.add(port);
    this.remembered[name] = port;
    this.home.writeJson('ports.json', this.remembered);
    return port;
  }
}

export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
