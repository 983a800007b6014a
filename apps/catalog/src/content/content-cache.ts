import {
  applyEffects,
  CacheInvalidate,
  changeIdOf,
  type CacheEffects,
  type CacheEntry,
  type VersionedCache,
} from '@tandem/cache';
import {
  GameEntry,
  PartEntry,
  PartImagesEntry,
  PartPricesEntry,
  PartSpecsEntry,
  TOPICS,
  generationsOfChange,
} from '@tandem/contracts';
import type { PartDocument } from '../parts/part-document.js';
import type { ChangedPart, PartChange } from './content-writer.js';

type Write = (...args: never[]) => Promise<PartChange>;

/** On a write of content: its result reaches the cache before it reaches the caller. */
export function UpdatesShop() {
  return <M extends Write>(
    target: object,
    name: string | symbol,
    descriptor: TypedPropertyDescriptor<M>,
  ): void =>
    CacheInvalidate({
      effects: ({ change }: PartChange, ..._write: unknown[]) =>
        contentCacheEffects(change ? [change] : []),
    })(target, name, descriptor as never);
}

/** What shoppers' next reads must find once changes of these parts are committed. */
export function contentCacheEffects(changes: readonly ChangedPart[]): CacheEffects {
  const generations = changes.flatMap(({ document: { kind }, change: { event, changed } }) =>
    generationsOfChange({ type: event, kind, changed }),
  );
  return {
    entries: changes.flatMap(({ document }) => contentEntries(document)),
    generations: [...new Set(generations)],
    changes: changes.map(({ document: { id, version } }) => changeIdOf(TOPICS.part, id, version)),
  };
}

const ENTRIES_AT_ONCE = 200;

/** What shoppers' next reads must find of many changes that are committed. */
export async function writeChangesThrough(
  cache: VersionedCache,
  changed: readonly ChangedPart[],
): Promise<void> {
  const { entries = [], generations = [], changes } = contentCacheEffects(changed);
  // A script that is handed thousands of entries would keep everybody else waiting.
  for (let at = 0; at < entries.length; at += ENTRIES_AT_ONCE)
    await cache.writeThrough(entries.slice(at, at + ENTRIES_AT_ONCE));
  await applyEffects(cache, { generations, changes });
}

/** The entries of a part's content: of one version, and all empty when shoppers may not see it. */
function contentEntries(document: PartDocument): CacheEntry[] {
  const { id, version, isPublic } = document;
  const values: [string, string][] = [
    [PartEntry.key(id), document.core],
    [PartPricesEntry.key(id), document.prices],
    [PartImagesEntry.key(id), document.images],
    [PartSpecsEntry.key(id), document.specifications],
  ];
  if (document.kind === 'game') values.push([GameEntry.key(id), document.core]);
  return values.map(([key, value]) => ({ key, version, value: isPublic ? value : null }));
}
