import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { logger, runWithContext } from '@tandem/observability';
import { v7 as uuidv7 } from 'uuid';
import { SyncConfig } from '../config.js';
import { CheckOpenPayments } from './check-open-payments.js';
import { FollowHints } from './follow-hints.js';
import { SendRefund } from './send-refund.js';
import { WakeUp } from './wake-up.js';

/** How many conversations with G2A PAY an instance has in the background at once. */
const WORKERS = 4;

const log = logger('g2a-pay');

/**
 * What goes on while nobody waits. Any number of instances may work: each takes rows no other one holds, and what one
 * takes and does not finish is free again after a while.
 */
@Injectable()
export class Background implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly config: SyncConfig,
    private readonly wakeUp: WakeUp,
    private readonly hints: FollowHints,
    private readonly refunds: SendRefund,
    private readonly checks: CheckOpenPayments,
  ) {}

  onApplicationBootstrap(): void {
    this.running = Promise.all(Array.from({ length: WORKERS }, () => this.run()));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const busy = await runWithContext({ correlationId: uuidv7() }, () => this.round());
      if (!busy) await this.wakeUp.sleep(this.config.g2aPayPollMs, signal);
    }
  }

  /** One of each kind, so that much of one kind holds up no other. */
  private async round(): Promise<boolean> {
    let busy = false;
    for (const work of [
      () => this.hints.next(),
      () => this.refunds.next(),
      () => this.checks.next(),
    ]) {
      try {
        busy = (await work()) || busy;
      } catch (error) {
        log.error({ err: error }, 'background work on payments failed');
        return false;
      }
    }
    return busy;
  }
}
