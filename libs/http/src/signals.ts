import type { Logger } from '@tandem/observability';

/**
 * On SIGTERM and SIGINT the service first has those who send it requests turn to other instances, then stops, and the
 * process ends; a crash is logged as JSON too.
 */
export function stopOnSignals(
  service: { drain(): Promise<void>; stop(): Promise<void> },
  log: Logger,
): void {
  const stop = (signal: NodeJS.Signals) => {
    log.info({ signal }, 'stopping');
    const stopped = service.drain().then(() => service.stop());
    stopped.then(
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
