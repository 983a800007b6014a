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
import { breathing, slices } from '@tandem/kernel';
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

/** Entries of one step of the cache: one that is handed thousands would keep everybody else waiting. */
const ENTRIES_AT_ONCE = 100;

/** What shoppers' next reads must find of many changes that are committed. */
export async function writeChangesThrough(
  cache: VersionedCache,
  changed: readonly ChangedPart[],
): Promise<void> {
  const { entries = [], ...lists } = contentCacheEffects(changed.filter((one) => !isNew(one)));
  const breathe = breathing();
  for (const some of slices(entries, ENTRIES_AT_ONCE)) {
    await breathe();
    await cache.writeThrough(some);
  }
  // Of a new one nothing can be kept but that there is none.
  const added = contentCacheEffects(changed.filter(isNew));
  for (const some of slices(added.entries ?? [], ENTRIES_AT_ONCE)) {
    await breathe();
    await cache.invalidate(some.map(({ key, version }) => ({ key, version })));
  }
  await applyEffects(cache, {
    generations: [...new Set([...(lists.generations ?? []), ...(added.generations ?? [])])],
    changes: [...(lists.changes ?? []), ...(added.changes ?? [])],
  });
}

const isNew = ({ change }: ChangedPart): boolean => change.event === 'part.created';

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
