import type { Tx } from '@tandem/persistence';
import type { PartContent } from './part-content.js';

/** What an outside catalogue has told of a part meanwhile. Implemented above this folder, which does not know any. */
export abstract class OfferedContent {
  /** A part with what is not staff's as it was told last, without the images; the caller holds its row. */
  abstract asOffered(tx: Tx, partId: number, before: PartContent): Promise<PartContent>;
}
