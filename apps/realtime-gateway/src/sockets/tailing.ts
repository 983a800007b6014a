import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import { PgListener } from '@tandem/persistence';
import { logger, metrics } from '@tandem/observability';
import { RealtimeConfig } from '../config.js';
import { FanOut } from './fan-out.js';
import { EventLog } from '../event-log/event-log.js';
import { LogTailer } from '../event-log/log-tailer.js';

const CHANNEL = 'tandem_event_log';

/** The tailer of this instance, handing on to its sockets. */
export function tailerOf(log: EventLog, fanOut: FanOut, config: RealtimeConfig): LogTailer {
  const out = logger('realtime-gateway');
  return new LogTailer({
    source: log,
    pollMs: config.tailPollMs,
    onEntry: (entry) => fanOut.deliver(entry),
    onError: (error, doing) => {
      const name = error instanceof Error ? error.name : 'unknown';
      metrics.syncFailures.add(1, { operation: `event_log_${doing}`, error_type: name });
      out.error({ err: error, doing }, 'the event log could not be followed; going on');
    },
  });
}

/** Keeps the tailer running and wakes it as soon as the database announces a new entry. */
@Injectable()
export class Tailing implements OnModuleDestroy {
  private readonly listener: PgListener;
  private readonly listeners: (() => void)[] = [];

  constructor(
    private readonly tailer: LogTailer,
    @Inject(RealtimeConfig) config: RealtimeConfig,
  ) {
    this.listener = new PgListener({
      url: config.databaseUrl,
      channels: [CHANNEL],
      onNotify: () => this.wake(),
      onUp: () => this.wake(),
    });
  }

  /** Calls back whenever the log may have something new; several entries may be one call. */
  onNews(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Called before the service listens: from then on nothing that is logged goes by unseen. */
  async start(): Promise<void> {
    await this.tailer.start();
    this.listener.start();
  }

  private wake(): void {
    this.tailer.wake();
    for (const listener of this.listeners) listener();
  }

  async onModuleDestroy(): Promise<void> {
    await this.listener.stop();
    await this.tailer.stop();
  }
}
