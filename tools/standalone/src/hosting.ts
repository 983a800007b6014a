import { startService, type RunningService } from '@tandem/http';
import { holdInProcessDelivery } from '@tandem/messaging';
import { loadService } from './load-service.ts';

/** A service and the settings that go before the environment's. */
export interface HostedService {
  name: string;
  env: Record<string, string>;
}

/**
 * Services in this process. No event is delivered before all of them have subscribed, nor after the first has left: it
 * waits in its outbox, which is also what a `kill -9` in the middle leaves behind.
 */
export class Hosting {
  private readonly services = new Map<string, RunningService>();
  private stopping = false;

  /** By name; what is being stopped is no longer among them. */
  get running(): ReadonlyMap<string, RunningService> {
    return this.services;
  }

  /** One after the other: they share one thread, and a service may look for the tables of the one before it. */
  async start(services: readonly HostedService[]): Promise<void> {
    // Not let go of when a start fails: those that run already would take for handled what the others never got.
    const release = holdInProcessDelivery();
    for (const { name, env } of services) {
      if (this.stopping) return;
      const { service } = await loadService(name);
      this.services.set(name, await startService(service, env));
    }
    release();
  }

  /** In the reverse of their order. */
  async stop(): Promise<void> {
    this.stopping = true;
    for (const [name, service] of [...this.services].reverse()) {
      this.services.delete(name);
      await service.stop();
    }
  }
}
