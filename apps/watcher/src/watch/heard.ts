import type { Announcement } from './announcement.js';
import { disagreement, type Page } from './page.js';

const MOST_OF_A_PART = 50;

/** What was announced in the last minutes: a page that disagrees with one announcement may follow a newer one. */
export class Heard {
  private readonly newest = new Map<string, Announcement[]>();

  constructor(private readonly keptMs: number) {}

  add(told: Announcement, now: number): void {
    const key = keyOf(told);
    const fresh = (this.newest.get(key) ?? []).filter(({ at }) => at > now - this.keptMs);
    this.newest.delete(key);
    this.newest.set(key, [...fresh, told].slice(-MOST_OF_A_PART));
    // Parts stand in the order in which they were heard of last.
    for (const [other, all] of this.newest) {
      if (all.at(-1)!.at > now - this.keptMs) break;
      this.newest.delete(other);
    }
  }

  /** Whether a page shows what was announced later. */
  explains(page: Page | null, told: Announcement): boolean {
    const later = this.newest.get(keyOf(told)) ?? [];
    return later.some((one) => one.version > told.version && disagreement(page, one) === null);
  }
}

function keyOf({ subject, partId }: Announcement): string {
  return `${subject}:${partId}`;
}
