import type { VersionedCache } from '@tandem/cache';
import { TryLater, type RunningJob } from '@tandem/jobs';
import { transaction, type Database, type Tx } from '@tandem/persistence';
import { writeChangesThrough } from '../content/content-cache.js';
import type { ChangedPart } from '../content/content-writer.js';

/** So many parts a transaction holds: an editor waits for it no longer than for another editor. */
export const BATCH = 50;
/** So many batches somebody waits for who has made a change; most are done by then. */
const WAITED_FOR = 5;

export interface Followed {
  parts: ChangedPart[];
  /** How many were looked at; none: all have followed. */
  seen: number;
}

/**
 * Takes parts along with a change of what they are sorted into. A batch that is cut short never was; whoever comes next goes
 * on behind the last whole one.
 */
export abstract class FollowInBatches<Subject> {
  constructor(
    private readonly database: Database,
    private readonly cache: VersionedCache,
  ) {}

  /** After the commit of the change: what is soon done is done before the answer. */
  async followForAWhile(subject: Subject): Promise<void> {
    for (let batch = 0; batch < WAITED_FOR; batch += 1)
      if (!(await this.followBatch(subject))) return;
  }

  protected async followToTheEnd(subject: Subject, { signal }: RunningJob): Promise<void> {
    while (await this.followBatch(subject))
      if (signal.aborted) throw new TryLater(0, { counted: false });
  }

  /** @returns null when nothing is left to follow. */
  protected abstract takeAlong(tx: Tx, subject: Subject): Promise<Followed | null>;

  /** @returns false when a part has come in that was on its way before the change. */
  protected abstract finish(subject: Subject): Promise<boolean>;

  /** @returns whether there is more to do. */
  private async followBatch(subject: Subject): Promise<boolean> {
    const followed = await transaction(this.database, (tx) => this.takeAlong(tx, subject));
    if (!followed) return false;
    await writeChangesThrough(this.cache, followed.parts);
    return followed.seen > 0 || !(await this.finish(subject));
  }
}
