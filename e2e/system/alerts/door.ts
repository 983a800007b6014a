import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A front door that the watcher reads pages at: closed until it is led to the shop. */
export class WatchersDoor {
  private shop: string | undefined;
  private constructor(private readonly server: Server) {}

  static async open(): Promise<WatchersDoor> {
    const server = createServer((request, response) => {
      const { shop } = door;
      if (!shop) return void response.writeHead(503).end();
      fetch(`${shop}${request.url ?? '/'}`)
        .then(async (answer) => {
          const type = answer.headers.get('content-type') ?? 'text/plain';
          response.writeHead(answer.status, { 'content-type': type }).end(await answer.text());
        })
        .catch(() => response.destroy());
    });
    const door = new WatchersDoor(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return door;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  leadTo(shop: string): void {
    this.shop = shop;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
