import { FLAGS_CHANNEL, type FlagsView, type RowOf } from '@tandem/contracts';
import { logger } from '@tandem/observability';
import { answeredWithin, PgListener, type Database } from '@tandem/persistence';
import type { FlagRule } from './flag-rule.js';

/** A notification that got lost without the connection ending is made good for within this time. */
const POLL_MS = 30_000;
const READ_DEADLINE_MS = 3_000;
const log = logger('flags');

type Row = RowOf<typeof FlagsView>;

/**
 * The rules in the database as this process knows them, followed by LISTEN and read again on every connection and now and
 * then. While they can't be read the last known ones hold, and before the first time there are none.
 */
export class FlagRules {
  private rules = new Map<string, Row>();
  private readonly listener: PgListener;
  private reading: Promise<void> | undefined;
  private readAgain = false;
  private failing = false;
  private poll: NodeJS.Timeout | undefined;

  /** @param onChange is told the names whose rules are others than before. */
  constructor(
    private readonly database: Database,
    private readonly onChange: (names: string[]) => void,
  ) {
    this.listener = new PgListener({
      url: database.url,
      channels: [FLAGS_CHANNEL],
      onNotify: () => void this.refresh(),
      onUp: () => void this.refresh(),
    });
  }

  /** Resolves when the rules were read once, or could not be. */
  async start(): Promise<void> {
    this.listener.start();
    this.poll = setInterval(() => void this.refresh(), POLL_MS);
    this.poll.unref();
    await this.refresh();
  }

  async stop(): Promise<void> {
    clearInterval(this.poll);
    await this.listener.stop();
    await this.reading;
  }

  find(name: string): FlagRule | undefined {
    return this.rules.get(name);
  }

  /** One look at a time; what is asked for during one gets another, for that one may have begun before the change. */
  refresh(): Promise<void> {
    if (this.reading) this.readAgain = true;
    this.reading ??= this.readWhileAsked().finally(() => (this.reading = undefined));
    return this.reading;
  }

  private async readWhileAsked(): Promise<void> {
    do {
      this.readAgain = false;
      await this.read();
    } while (this.readAgain);
  }

  private async read(): Promise<void> {
    try {
      const rows = await answeredWithin(
        READ_DEADLINE_MS,
        this.database.query<Row>(
          'select name, enabled, percentage, roles, version from realtime.flags',
        ),
      );
      const before = this.rules;
      this.rules = new Map(rows.map((row) => [row.name, row]));
      this.failing = false;
      const names = new Set([...before.keys(), ...this.rules.keys()]);
      const changed = [...names].filter(
        (name) => before.get(name)?.version !== this.rules.get(name)?.version,
      );
      if (changed.length > 0) this.onChange(changed);
    } catch (error) {
      // Once an outage: every poll would say it again.
      if (!this.failing)
        log.warn({ err: error }, 'feature flags could not be read; the last known hold');
      this.failing = true;
    }
  }
}
