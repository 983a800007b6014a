import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { logger } from '@tandem/observability';
import { RealtimeConfig } from '../config.js';
import { EventLog } from './event-log.js';

const EVERY_MS = 60_000;

/** Keeps the log within its bounds. Several instances doing so at once do no harm. */
@Injectable()
export class Retention implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #log = logger('realtime-gateway');
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly events: EventLog,
    @Inject(RealtimeConfig) private readonly config: RealtimeConfig,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.prune(), EVERY_MS);
  }

  onModuleDestroy(): void {
    if (this.#timer) clearInterval(this.#timer);
  }

  private async prune(): Promise<void> {
    try {
      const gone = await this.events.prune(this.config.logRetentionHours, this.config.logMaxRows);
      if (gone > 0) this.#log.info({ events: gone }, 'events past their retention were dropped');
    } catch (error) {
      this.#log.warn({ err: error }, 'the event log could not be pruned; trying again later');
    }
  }
}
