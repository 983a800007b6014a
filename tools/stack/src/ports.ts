import { createServer, type Server } from 'node:net';
import { StartError } from './errors.ts';
import type { Home } from './home.ts';

// Below the range that the system hands to outgoing connections: a port stays ours while a service restarts.
const LOWEST = 20_000;
const HIGHEST = 32_000;
/** More than twice what the largest stack has. */
const BLOCK = 100;

/**
 * Hands out free ports and remembers them, so that a stack keeps its addresses from one start to the next. They lie in a
 * block that no other stack takes from: a port that is free now may have been given to a process that only starts.
 */
export class PortBook {
  private readonly home: Home;
  private readonly remembered: Record<string, number>;
  private readonly taken = new Set<number>();
  private block: Promise<Block> | undefined;

  constructor(home: Home) {
    this.home = home;
    this.remembered = home.readJson<Record<string, number>>('ports.json') ?? {};
  }

  /** Gives the block to whoever comes next. */
  async release(): Promise<void> {
    const block = await this.block?.catch(() => undefined);
    this.block = undefined;
    await block?.release();
  }

  async port(name: string): Promise<number> {
    this.block ??= Block.claim(Object.values(this.remembered));
    const block = await this.block;
    const last = this.remembered[name];
    const keeps = last !== undefined && block.has(last) && (await this.usable(last));
    return this.keep(name, keeps ? last : await this.pick(block));
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

  private async pick(block: Block): Promise<number> {
    const known = new Set(Object.values(this.remembered));
    const unknown = (port: number) => !known.has(port);
    // What another process had the last time is left to it for as long as there are others.
    for (const port of [...block.ports.filter(unknown), ...block.ports]) {
      if (await this.usable(port)) return port;
    }
    throw new StartError(
      'ports',
      `none free from ${block.first} to ${block.first + BLOCK - 1}`,
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

/** A hundred ports that are one stack's: whoever listens at the first of them has them, and loses them when it dies. */
class Block {
  readonly first: number;
  private readonly holder: Server;

  private constructor(first: number, holder: Server) {
    this.first = first;
    this.holder = holder;
  }

  /** @param lastTime ports of the block that is wanted most. */
  static async claim(lastTime: readonly number[]): Promise<Block> {
    const all = Array.from({ length: (HIGHEST - LOWEST) / BLOCK }, (_, n) => LOWEST + n * BLOCK);
    const from = Math.floor(Math.random() * all.length);
    const had = all.filter((first) => lastTime.some((port) => isWithin(first, port)));
    for (const first of [...had, ...all.slice(from), ...all.slice(0, from)]) {
      const server = await listen(first);
      // It is no reason for a program to go on.
      if (server) return new Block(first, server.unref());
    }
    throw new StartError(
      'ports',
      `no free block of ${BLOCK} between ${LOWEST} and ${HIGHEST}`,
      'Stop another stack.',
    );
  }

  get ports(): number[] {
    return Array.from({ length: BLOCK - 1 }, (_, n) => this.first + 1 + n);
  }

  has(port: number): boolean {
    return port !== this.first && isWithin(this.first, port);
  }

  release(): Promise<void> {
    return new Promise((resolve) => this.holder.close(() => resolve()));
  }
}

function isWithin(first: number, port: number): boolean {
  return port >= first && port < first + BLOCK;
}

export async function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  const server = await listen(port, host);
  await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
  return server !== undefined;
}

/** @returns undefined when somebody else listens there. */
function listen(port: number, host = '127.0.0.1'): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => resolve(undefined));
    server.listen({ port, host, exclusive: true }, () => resolve(server));
  });
}
