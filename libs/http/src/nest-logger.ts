import type { LoggerService } from '@nestjs/common';
import type { Logger } from '@tandem/observability';

/** Nest's own messages as JSON lines; its start-up chatter is for debugging. */
export class NestLogger implements LoggerService {
  private readonly logger: Logger;

  constructor(log: Logger) {
    this.logger = log;
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(
    level: 'fatal' | 'error' | 'warn' | 'debug' | 'trace',
    message: unknown,
    rest: unknown[],
  ) {
    const context = rest.at(-1);
    const fields: Record<string, unknown> = { nest: context };
    if (message instanceof Error) fields['err'] = message;
    if (level === 'error' && rest.length > 1) fields['stack'] = rest[0];
    this.logger[level](fields, message instanceof Error ? message.message : String(message));
  }
}
