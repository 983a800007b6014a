import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startFrontDoors, type FrontDoorConfig, type FrontDoors } from '../index.ts';

/** A real front door on a real site's files, before services that are pretended. */
export class Pretend {
  private readonly folder = mkdtempSync(join(tmpdir(), 'tandem-site-'));
  private readonly undo: (() => void)[] = [];
  private doors: FrontDoors | undefined;

  constructor() {
    const dist = this.dist;
    mkdirSync(join(dist, 'assets'), { recursive: true });
    writeFileSync(join(dist, 'index.html'), '<title>the shop</title>');
    writeFileSync(join(dist, 'assets', 'app-1.js'), `//${'x'.repeat(4096)}`);
  }

  private get dist(): string {
    return join(this.folder, 'apps', 'shop', 'dist');
  }

  /** Where it is said how requests are divided. */
  get shares(): string {
    return join(this.folder, 'traffic.json');
  }

  async open(
    services: FrontDoorConfig['services'],
    rateLimit = 10_000,
    trustedProxies: string[] = [],
  ): Promise<string> {
    this.doors = await startFrontDoors({
      host: '127.0.0.1',
      sites: [{ name: 'shop', port: 0, folder: this.dist }],
      services,
      rateLimit,
      trustedProxies,
      shares: this.shares,
    });
    return this.doors.urls.shop!;
  }

  /** One that reads the whole request before it answers, and says web socket messages back in capitals. */
  async service(
    answer: (request: IncomingMessage, body: string) => [number, string],
    headers: Record<string, string> = { 'content-type': 'application/problem+json' },
    always: Record<string, string> = {},
  ): Promise<string> {
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const [status, text] = answer(request, body);
        response
          .writeHead(status, {
            ...(status < 500 ? { 'content-type': 'application/json' } : headers),
            ...always,
          })
          .end(text);
      });
    });
    server.on('upgrade', (_request, socket) => {
      socket.write(
        'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n\r\n',
      );
      socket.on('data', (chunk: Buffer) => socket.write(chunk.toString().toUpperCase()));
      socket.on('error', () => socket.destroy());
    });
    const url = await this.listen(server);
    this.undo.push(() => server.closeAllConnections());
    return url;
  }

  async listen(server: Server): Promise<string> {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.undo.push(() => server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** An address that was somebody's a moment ago and is nobody's now. */
  async deadAddress(): Promise<string> {
    const server = createServer();
    const url = await this.listen(server);
    await new Promise((resolve) => server.close(resolve));
    return url;
  }

  async close(): Promise<void> {
    await this.doors?.stop();
    this.doors = undefined;
  }

  async end(): Promise<void> {
    await this.close();
    for (const undo of this.undo) undo();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
