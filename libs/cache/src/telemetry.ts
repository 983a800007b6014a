/** The store's name among the parts that may be away. */
export const REDIS = 'redis';

/** Where the cache reports; the module plugs in @tandem/observability. */
export interface CacheTelemetry {
  /** The `cache_type` label under which a key's hit rate is counted. */
  typeOf(key: string): string;
  /** One cache read. */
  hit(cacheType: string, hit: boolean): void;
  /** Something could not be handed to the store and is retried. */
  failure(operation: string, error: unknown): void;
  /** The store answers, again or for the first time. */
  reached(): void;
  warn(message: string, fields: Record<string, unknown>): void;
  info(message: string, fields: Record<string, unknown>): void;
}

export const silentTelemetry: CacheTelemetry = {
  typeOf: (key) => key,
  hit: () => undefined,
  failure: () => undefined,
  reached: () => undefined,
  warn: () => undefined,
  info: () => undefined,
};

export function errorType(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown';
}
