import { CacheInvalidate, changeIdOf, type CacheEffects, type CacheEntry } from '@tandem/cache';
import {
  GameEntry,
  PartEntry,
  PartImagesEntry,
  PartPricesEntry,
  PartSpecsEntry,
  PartsListEntry,
  TOPICS,
} from '@tandem/contracts';
import type { PartDocument } from '../parts/part-document.js';
import type { PartChange } from './content-writer.js';

type Write = (...args: never[]) => Promise<PartChange>;

/** On a write of content: its result reaches the cache before it reaches the caller. */
export function UpdatesShop() {
  return <M extends Write>(
    target: object,
    name: string | symbol,
    descriptor: TypedPropertyDescriptor<M>,
  ): void =>
    CacheInvalidate({
      effects: ({ happened, document }: PartChange, ..._write: unknown[]) =>
        contentCacheEffects(happened ? [document] : []),
    })(target, name, descriptor as never);
}

/** What shoppers' next reads must find once changes of these parts are committed. */
export function contentCacheEffects(changed: readonly PartDocument[]): CacheEffects {
  if (changed.length === 0) return {};
  const only = changed.length === 1 ? changed[0] : undefined;
  return {
    entries: changed.flatMap(contentEntries),
    generations: [PartsListEntry.generation],
    change: only && changeIdOf(TOPICS.part, only.id, only.version),
  };
}

/** The entries of a part's content: of one version, and all empty when shoppers may not see it. */
function contentEntries(document: PartDocument): CacheEntry[] {
  const { id, version, isPublic } = document;
  const values: [string, string][] = [
    [PartEntry.key(id), document.core],
    [PartPricesEntry.key(id), document.price],
    [PartImagesEntry.key(id), document.images],
    [PartSpecsEntry.key(id), document.specifications],
  ];
  if (document.kind === 'game') values.push([GameEntry.key(id), document.core]);
  return values.map(([key, value]) => ({ key, version, value: isPublic ? value : null }));
}
