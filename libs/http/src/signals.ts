import type { Logger } from '@tandem/observability';

/** Stops the service on SIGTERM and SIGINT and ends the process; a crash is logged as JSON too. */
export function stopOnSignals(service: { stop(): Promise<void> }, log: Logger): void {
  const stop = (signal: NodeJS.Signals) => {
    log.info({ signal }, 'stopping');
    service.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.fatal({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.on('uncaughtExceptionMonitor', (error) => log.fatal({ err: error }, 'crashed'));
}
