import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { defineRecurringJob, HandlesJob } from '@tandem/jobs';
import { logger } from '@tandem/observability';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { ChangeFeed, type LoggedChange } from '../changes/change-feed.js';
import { Tailing } from '../sockets/tailing.js';
import { listenersOf, QueueMessages, type Listener } from './queue-messages.js';

const PAGE = 200;
/** Changes that come together become deliveries together. */
const GATHER_MS = 100;
/** How long an instance goes without asking whether there is an endpoint by now: most shops have none. */
const LOOK_AGAIN_MS = 5_000;
const SweepChanges = defineRecurringJob({
  name: 'dispatch-webhooks',
  title: 'Turn changes into webhooks',
  everyMs: 60_000,
});

const log = logger('webhooks');

/**
 * Turns the public changes of the event log into deliveries, by a position that moves in the same transaction: each change once
 * for each endpoint, whatever dies. One instance at a time holds the position; all hear of news, so none is left lying.
 */
@Injectable()
export class DispatchChanges {
  private running = false;
  private again = false;
  private asked = 0;
  private idle = false;

  constructor(
    private readonly database: Database,
    private readonly changeFeed: ChangeFeed,
    private readonly messages: QueueMessages,
    tailing: Tailing,
  ) {
    tailing.onNews(() => this.wake());
  }

  /** There may be a change, or an endpoint, that was not there before. */
  wake(): void {
    this.again = true;
    if (this.running || this.isIdle()) return;
    this.running = true;
    void this.dispatch()
      .catch((error: unknown) => log.warn({ err: error }, 'changes wait to be sent; going on'))
      .finally(() => {
        this.running = false;
      });
  }

  /** An endpoint was made or switched on. */
  expectEndpoints(): void {
    this.idle = false;
  }

  /** What nobody has heard of, as when the instance that did has died. */
  @HandlesJob(SweepChanges)
  async sweep(): Promise<void> {
    while (await this.page());
  }

  private async dispatch(): Promise<void> {
    while (this.again) {
      await delay(GATHER_MS);
      this.again = false;
      while (await this.page());
    }
  }

  private isIdle(): boolean {
    return this.idle && performance.now() - this.asked < LOOK_AGAIN_MS;
  }

  /** @returns whether there may be more. */
  private page(): Promise<boolean> {
    return transaction(this.database, async (tx) => {
      const [cursor] = await tx.query<{ seq: string }>(
        'select seq from webhook_cursor for update skip locked',
      );
      if (!cursor) return false;
      const listeners = await listenersOf(tx);
      this.idle = listeners.length === 0;
      this.asked = performance.now();
      const { changes, head, cutUpTo } = await this.changeFeed.after(Number(cursor.seq), PAGE, tx);
      if (cutUpTo > Number(cursor.seq) && !this.idle) {
        log.error({ from: cursor.seq, to: cutUpTo }, 'changes were dropped before they were sent');
      }
      const isFull = changes.length === PAGE;
      await tx.execute('update webhook_cursor set seq = $1', [isFull ? changes.at(-1)!.seq : head]);
      for (const listener of listeners) await this.deliver(tx, listener, changes);
      return isFull;
    });
  }

  private async deliver(
    tx: Tx,
    listener: Listener,
    changes: readonly LoggedChange[],
  ): Promise<void> {
    const news = changes.filter(({ seq }) => seq > Number(listener.after_seq));
    await this.messages.queueFor(
      tx,
      listener,
      news.map((change) => ({
        id: change.event_id,
        type: change.type,
        body: bodyOf(change),
      })),
    );
  }
}

/** What has changed, and not into what: a try that comes late can undo nothing, and says nothing of what was withdrawn since. */
function bodyOf({ type, occurred_at, seq, part_id, version }: LoggedChange): string {
  return JSON.stringify({ type, timestamp: occurred_at, data: { seq, part_id, version } });
}
