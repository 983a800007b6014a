import { Injectable } from '@nestjs/common';
import { ChangeFeed } from './change-feed.js';
import { LATEST, type ChangesPage } from './changes.dto.js';
import { cursorAhead, cursorTooOld } from './errors.js';

/** A page of the feed. */
export interface ReadPage {
  page: ChangesPage;
  /** What stands on a full page will always stand there; behind one that is not, more may come. */
  isFull: boolean;
}

/** Lets anybody follow the parts of the shop by a cursor, without a gap and without a repeat. */
@Injectable()
export class ReadChanges {
  constructor(private readonly changeFeed: ChangeFeed) {}

  /** @throws DomainError 410 `cursor_too_old` when what came after the cursor is no longer kept. */
  async read(after: string | undefined, limit: number): Promise<ReadPage> {
    const isLatest = after === LATEST;
    const cursor = after === undefined || isLatest ? null : Number(after);
    const { changes, head, cutUpTo } = await this.changeFeed.after(cursor, isLatest ? 0 : limit);
    if (cursor !== null && cursor < cutUpTo) throw cursorTooOld(cutUpTo, head);
    if (cursor !== null && cursor > head) throw cursorAhead(head);
    const isFull = changes.length === limit;
    // Behind the last one there may be events that are nobody's business here: a reader passes them too, or its cursor grows old.
    const items = changes.map(({ event_id: _, ...change }) => change);
    return { page: { items, next_after: isFull ? changes.at(-1)!.seq : head }, isFull };
  }
}
