import type { Observing } from './observing.ts';

/** What a stack is started with; all of it has a default. */
export interface StackOptions {
  /** Folder for data, logs and stack.json; `.tandem` of the workspace unless given. */
  home?: string;
  /** `auto`: distributed when Kafka and Redis are to be had, else standalone. */
  /** The checkout, built, whose migrations and services run: this one unless given. Backing services and front doors are this one's. */
  version?: string;
  mode?: 'auto' | 'distributed' | 'standalone';
  replicas?: Record<string, number>;
  /** More settings for every service. */
  env?: Record<string, string>;
  /** More settings for one service, by its name. */
  envOf?: Record<string, Record<string, string>>;
  /**
   * Leads services to a backing service (`postgres`, `redis`, `kafka`) or to each other another way, such as through a
   * network that breaks on command. Gets the address, and returns the one that services are given.
   */
  detour?: (name: string, address: string) => Promise<string>;
  /** `free`: front doors on any free ports, for tests beside a running stack. */
  frontDoors?: 'usual' | 'free';
  /** What stands before the front doors and is believed about visitors; nothing unless given. */
  trustedProxies?: string[];
  /** false: PostgreSQL without fsync, for tests. */
  durable?: boolean;
  seed?: boolean;
  /** Prometheus and Alertmanager run beside it. */
  observe?: Observing;
  /** A process that ends later than this after its start is started again at once; tests kill on purpose, and often. */
  calmAfterMs?: number;
  say?: (message: string) => void;
  signal?: AbortSignal;
}
