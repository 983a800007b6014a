import type { LogEntry } from './log-entry.js';

/**
 * The newest entries this instance has fanned out, in order and without holes. It lets a socket go
 * from "replayed up to here" to "in the room" in one synchronous step, with nothing in between.
 */
export class RecentEntries {
  private readonly entries: LogEntry[] = [];

  /** @param floor every entry after this position will be pushed here. */
  constructor(
    private floor: number,
    private readonly capacity = 2_000,
  ) {}

  push(entry: LogEntry): void {
    this.entries.push(entry);
    // Dropped in halves: shifting one at a time would move the whole array for every event.
    if (this.entries.length >= this.capacity * 2) {
      this.floor = this.entries[this.capacity - 1]!.seq;
      this.entries.splice(0, this.capacity);
    }
  }

  /** Everything after `position`, or null when that reaches further back than is held. */
  since(position: number): LogEntry[] | null {
    if (position < this.floor) return null;
    let start = this.entries.length;
    while (start > 0 && this.entries[start - 1]!.seq > position) start -= 1;
    return this.entries.slice(start);
  }
}
