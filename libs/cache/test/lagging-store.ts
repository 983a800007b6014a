import { setTimeout as pause } from 'node:timers/promises';
import type { CacheStore } from '../src/store.js';

const REMOTE = ['mget', 'acquire', 'fill', 'release', 'refresh', 'invalidate'] as const;
const ALSO_REMOTE = ['generations', 'bump', 'put', 'ping'] as const;

/** A store at the end of a slow network: each call arrives late and its answer comes back late. */
export function lagging(store: CacheStore, random: () => number, slowestMs = 3): CacheStore {
  return around(store, async (call) => {
    await pause(random() * slowestMs);
    const answer = await call();
    await pause(random() * slowestMs);
    return answer;
  });
}

/** A store whose network can be cut, for one process. */
export class CuttableStore {
  readonly store: CacheStore;
  private listeners = new Set<(up: boolean) => void>();
  private connected = true;
  private readonly refused = new Set<PropertyKey>();
  private readonly held = new Map<PropertyKey, Promise<void>>();

  constructor(inner: CacheStore) {
    const calls = around(inner, async (call, name) => {
      if (!this.connected || this.refused.has(name)) throw new Error('cut off');
      const answer = await call();
      await this.held.get(name);
      return answer;
    });
    this.store = new Proxy(calls, {
      get: (target, name) => {
        if (name === 'kind') return 'redis';
        if (name === 'up') return this.connected;
        if (name === 'onState')
          return (listener: (up: boolean) => void) => {
            this.listeners.add(listener);
            return () => this.listeners.delete(listener);
          };
        return Reflect.get(target, name) as unknown;
      },
    });
  }

  /** Lets these calls fail although the connection stands. */
  refuse(...names: (keyof CacheStore)[]): void {
    for (const name of names) this.refused.add(name);
  }

  accept(...names: (keyof CacheStore)[]): void {
    for (const name of names) this.refused.delete(name);
  }

  /** Lets the call take effect and keeps its answer until the function returned is called. */
  holdAnswer(name: keyof CacheStore): () => void {
    const gate = Promise.withResolvers<void>();
    this.held.set(name, gate.promise);
    return gate.resolve;
  }

  cut(): void {
    this.change(false);
  }

  mend(): void {
    this.change(true);
  }

  private change(connected: boolean): void {
    this.connected = connected;
    for (const listener of this.listeners) listener(connected);
  }
}

type Call = () => Promise<unknown>;

function around(
  store: CacheStore,
  run: (call: Call, name: PropertyKey) => Promise<unknown>,
): CacheStore {
  const remote = new Set<PropertyKey>([...REMOTE, ...ALSO_REMOTE]);
  return new Proxy(store, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      if (typeof value !== 'function') return value;
      const method = value as (...args: unknown[]) => Promise<unknown>;
      if (!remote.has(name)) return method.bind(target);
      return (...args: unknown[]) => run(() => method.apply(target, args), name);
    },
  });
}
