import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Between services, as a cluster has it: each call goes to an instance that takes connections, in turn. */
export class Balancers {
  private readonly servers: Server[] = [];
  private readonly instances = new Map<string, string[]>();
  private turn = 0;

  /** A `detour` of a stack. */
  readonly lead = async (name: string, address: string): Promise<string> => {
    // Backing services have one address.
    if (!address.startsWith('http:')) return address;
    this.instances.set(name, [address]);
    const server = createServer({ allowHalfOpen: true }, (caller) => {
      caller.on('error', () => caller.destroy());
      const all = this.instances.get(name)!;
      const from = (this.turn += 1);
      this.join(
        caller,
        all.map((_, n) => all[(from + n) % all.length]!),
      );
    });
    this.servers.push(server.listen(0, '127.0.0.1'));
    await once(server, 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  know(services: Record<string, string[]>): void {
    for (const [name, urls] of Object.entries(services)) this.instances.set(name, urls);
  }

  close(): void {
    this.servers.forEach((server) => server.close());
  }

  private join(caller: Socket, [first, ...others]: string[]): void {
    if (first === undefined) return void caller.destroy();
    const { hostname, port } = new URL(first);
    const instance = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    const elsewhere = () => this.join(caller, others);
    instance.once('error', elsewhere).once('connect', () => {
      instance.off('error', elsewhere).on('error', () => caller.destroy());
      caller.on('close', () => instance.destroy());
      instance.on('close', () => caller.destroy());
      caller.pipe(instance).pipe(caller);
    });
  }
}
