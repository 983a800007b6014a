import { TcpProxy } from '@tandem/testing';

/** What services are led to through a network that breaks on command. */
export const LED = ['postgres', 'redis', 'kafka', 'inventory'] as const;

export type Led = (typeof LED)[number];

/** A proxy in front of each, for `detour` of a stack. */
export class Networks {
  private readonly proxies = new Map<string, TcpProxy>();

  readonly detour = async (name: string, address: string): Promise<string> => {
    if (!(LED as readonly string[]).includes(name)) return address;
    const proxy = await TcpProxy.inFrontOf(address);
    this.proxies.set(name, proxy);
    return proxy.through(address);
  };

  to(name: Led): TcpProxy {
    return this.proxies.get(name)!;
  }

  async close(): Promise<void> {
    await Promise.all([...this.proxies.values()].map((proxy) => proxy.close()));
  }
}
