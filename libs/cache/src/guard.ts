import { breathing, slices } from '@tandem/kernel';
import type { KeyVersion } from './entry.js';
import type { VersionedCache } from './versioned-cache.js';

/** One committed change, as the outbox trigger notifies it. */
export interface DatabaseChange {
  topic: string;
  aggregateId: string;
  version: number;
  type: string;
  /** What else its schema says of it, e.g. which fields changed. */
  about?: string;
}

/** What a change makes old. */
export interface Affected {
  keys?: readonly string[];
  generations?: readonly string[];
}

export const CHANGES_CHANNEL = 'tandem_changes';
/** The writer renews entries within this time; removing them before would only cost a load. */
const REPAIR_DELAY_MS = 300;
/** Keys of one step of the store: whoever reads meanwhile waits for a step. */
const REPAIRED_AT_ONCE = 200;

/** Same for the writer and for everybody who hears of the write. */
export function changeIdOf(topic: string, aggregateId: string | number, version: number): string {
  return `${topic}|${aggregateId}|${version}`;
}

/** Parses `<topic>|<aggregateid>|<version>|<type>`, and `|<about>` where there is one; null for anything else. */
export function parseChange(payload: string): DatabaseChange | null {
  const [topic, aggregateId, version, type, about] = payload.split('|');
  if (!topic || !aggregateId || !type || !/^\d+$/.test(version ?? '')) return null;
  return { topic, aggregateId, version: Number(version), type, ...(about && { about }) };
}

/**
 * Keeps a cache right when the writer can't reach the store and no event gets through: the database
 * itself announces each commit. From then on this process refuses older entries, and a little later
 * it removes them for everybody, in case the writer is gone.
 */
export class DatabaseGuard {
  private readonly repairs = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  private heard: { id: string; generations: readonly string[] }[] = [];

  constructor(
    private readonly cache: VersionedCache,
    private readonly affected: (change: DatabaseChange) => Affected,
  ) {
    cache.guardChanged('down');
    cache.onDelivered((versions) => this.delivered(versions));
  }

  up(): void {
    this.cache.guardChanged('up');
  }

  down(): void {
    this.cache.guardChanged('down');
  }

  notified(payload: string): void {
    const change = parseChange(payload);
    if (!change) return;
    const { keys = [], generations = [] } = this.affected(change);
    const versions = keys.map((key): KeyVersion => ({ key, version: change.version }));
    this.cache.refuseOlder(versions);
    for (const { key, version } of versions)
      this.repairs.set(key, Math.max(version, this.repairs.get(key) ?? 0));
    if (this.repairs.size > 0)
      this.timer ??= setTimeout(() => this.repair(), REPAIR_DELAY_MS).unref();
    if (generations.length === 0) return;
    const { topic, aggregateId, version } = change;
    this.heard.push({ id: changeIdOf(topic, aggregateId, version), generations });
    // Those of one commit come one after another, and nothing else runs before they are all here.
    if (this.heard.length === 1) queueMicrotask(() => this.bump());
  }

  stop(): void {
    clearTimeout(this.timer);
    this.cache.guardChanged('none');
  }

  /** The writer is this very process, and the store has it. */
  private delivered(versions: readonly KeyVersion[]): void {
    if (this.repairs.size === 0) return;
    for (const { key, version } of versions)
      if ((this.repairs.get(key) ?? Infinity) <= version) this.repairs.delete(key);
  }

  private bump(): void {
    const heard = this.heard;
    this.heard = [];
    void this.cache.bumpForEach(heard);
  }

  private repair(): void {
    this.timer = undefined;
    const versions = [...this.repairs].map(([key, version]) => ({ key, version }));
    this.repairs.clear();
    void this.repairAll(versions);
  }

  private async repairAll(versions: readonly KeyVersion[]): Promise<void> {
    const breathe = breathing();
    for (const some of slices(versions, REPAIRED_AT_ONCE)) {
      await breathe();
      await this.cache.invalidate(some);
    }
  }
}
