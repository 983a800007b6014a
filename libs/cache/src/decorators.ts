import type { CacheEntry, CachedGroup, KeyVersion } from './entry.js';
import type { LoadOptions, VersionedCache } from './versioned-cache.js';

/** What the decorators need of the class whose methods they wrap. */
interface Cached {
  cache: VersionedCache;
}

type Method<A extends unknown[], R> = (...args: A) => Promise<R>;
type Wrap<A extends unknown[], R> = (
  target: object,
  name: string | symbol,
  descriptor: TypedPropertyDescriptor<Method<A, R>>,
) => void;

interface Condition<A extends unknown[]> {
  /** Seconds to live. */
  ttl?: number;
  /** False: this call goes past the cache. */
  when?: (...args: A) => boolean;
}

export interface CacheGroupOptions<A extends unknown[]> extends Condition<A> {
  /** Keys of the aggregate, aligned with the values that the method returns. */
  keys: (...args: A) => readonly string[];
}

export interface CacheListOptions<A extends unknown[]> extends Condition<A> {
  list: (...args: A) => { key: string; generationKeys: readonly string[] };
}

function wrap<A extends unknown[], R>(
  descriptor: PropertyDescriptor,
  around: (self: Cached, args: A, call: () => Promise<R>) => Promise<R>,
): void {
  const method = descriptor.value as Method<A, R>;
  descriptor.value = function (this: unknown, ...args: A) {
    return around(this as Cached, args, () => method.apply(this, args));
  };
}

/**
 * On a method that reads an aggregate or a list from the database: answers from the cache of the
 * class (`cache`) and calls the method on a miss. The method returns a `CachedGroup` aligned with
 * `keys`, or with `list` raw JSON.
 */
export function CacheResponse<A extends unknown[]>(
  options: CacheGroupOptions<A>,
): Wrap<A, CachedGroup>;
export function CacheResponse<A extends unknown[]>(options: CacheListOptions<A>): Wrap<A, string>;
export function CacheResponse<A extends unknown[]>(
  options: CacheGroupOptions<A> | CacheListOptions<A>,
): (target: object, name: string | symbol, descriptor: PropertyDescriptor) => void {
  const { ttl, when } = options;
  return (_target, _name, descriptor) =>
    wrap<A, CachedGroup | string>(descriptor, async ({ cache }, args, call) => {
      if (when && !when(...args)) return call();
      if ('list' in options) {
        const loader = call as () => Promise<string>;
        return cache.readList({ ...options.list(...args), ttlSeconds: ttl, loader });
      }
      const load: LoadOptions = ttl === undefined ? {} : { ttlSeconds: ttl };
      return cache.readGroup(options.keys(...args), call as () => Promise<CachedGroup>, load);
    });
}

/** What a write made, told to the cache after its commit. */
export interface CacheEffects {
  /** New values, when they are at hand. */
  entries?: readonly CacheEntry[];
  /** Keys whose older entries must go. */
  invalidate?: readonly KeyVersion[];
  /** Generations of the lists that may have changed. */
  generations?: readonly string[];
  /** `changeIdOf` each change, see `bumpGenerations`. */
  changes?: readonly string[];
}

export interface CacheInvalidateOptions<A extends unknown[], R> {
  /** Derives from the method's result what became old. */
  effects: (result: R, ...args: A) => CacheEffects;
  /** False: this result changed nothing that is cached. */
  when?: (result: R, ...args: A) => boolean;
}

/**
 * On a write use case whose promise resolves after the commit: the cache learns the effects before
 * the caller gets the result. A cache that can't be reached doesn't fail the write.
 */
export function CacheInvalidate<A extends unknown[], R>({
  effects,
  when,
}: CacheInvalidateOptions<A, R>): Wrap<A, R> {
  return (_target, _name, descriptor) =>
    wrap<A, R>(descriptor, async ({ cache }, args, call) => {
      const result = await call();
      if (!when || when(result, ...args)) await applyEffects(cache, effects(result, ...args));
      return result;
    });
}

/** Tells the cache the effects of a committed write; never throws. */
export async function applyEffects(cache: VersionedCache, effects: CacheEffects): Promise<void> {
  await Promise.all([
    cache.writeThrough(effects.entries ?? []),
    cache.invalidate(effects.invalidate ?? []),
    cache.bumpGenerations(effects.generations ?? [], ...(effects.changes ?? [])),
  ]);
}
