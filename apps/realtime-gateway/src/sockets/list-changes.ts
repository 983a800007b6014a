import type { ListChanged } from '@tandem/contracts';
import type { LogEntry } from '../event-log/log-entry.js';

const MAX_PARTS_PER_MESSAGE = 200;

interface Gathered {
  parts: Set<number>;
  reason: string;
}

/** Gathers changes of lists over a short window, so that a bulk edit is one message a list. */
export class ListChanges {
  private readonly gathered = new Map<string, Gathered>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly windowMs: number,
    private readonly emit: (change: ListChanged) => void,
  ) {}

  /** Notes that `list` changed because of the part; null: not because of one. Several reasons in one window read `several`. */
  add(list: string, partId: number | null, reason: string): void {
    const known = this.gathered.get(list);
    if (known) {
      if (partId !== null) known.parts.add(partId);
      if (known.reason !== reason) known.reason = 'several';
    } else {
      this.gathered.set(list, { parts: new Set(partId === null ? [] : [partId]), reason });
    }
    this.timer ??= setTimeout(() => this.flush(), this.windowMs);
  }

  /** Sends what is gathered now. */
  flush(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const gathered = [...this.gathered];
    this.gathered.clear();
    for (const [list, { parts, reason }] of gathered) {
      const ids = [...parts];
      let start = 0;
      do {
        this.emit({ list, part_ids: ids.slice(start, start + MAX_PARTS_PER_MESSAGE), reason });
        start += MAX_PARTS_PER_MESSAGE;
      } while (start < ids.length);
    }
  }
}

/** What a returning socket is told of the lists it follows: one message a list, for all it missed. */
export function missedLists(missed: LogEntry[], lists: string[]): ListChanged[] {
  const changes: ListChanged[] = [];
  const gathered = new ListChanges(0, (change) => changes.push(change));
  for (const entry of missed) {
    if (entry.superseded) continue;
    for (const list of entry.lists) {
      if (lists.includes(list)) gathered.add(list, entry.partId, 'missed');
    }
  }
  gathered.flush();
  return changes;
}
