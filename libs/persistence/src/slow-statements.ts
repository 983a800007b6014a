import { AsyncLocalStorage } from 'node:async_hooks';
import {
  counter,
  currentSpanContext,
  recordLate,
  SpanKind,
  telemetryConfig,
  type SpanContext,
} from '@tandem/observability';
import type { Database } from './database.js';
import { explainStatement, type Explained } from './explain-statement.js';
import { fingerprintOf, withoutValues } from './statement-text.js';
import { watchStatements, type StatementWatch } from './statement-watch.js';

/** Gathered for so long: a database in trouble makes every statement slow. */
const GATHERED_MS = 10_000;
/** Kinds of statements that are gathered at once; a service has some hundreds. */
const MOST_KINDS = 50;
/** A plan is asked for once in so long, and no statement is told of without the last one. */
const EXPLAINED_FOR_MS = 3_600_000;
const MOST_EXPLAINED = 200;
const MOST_PLAN = 16_000;

const slow = counter('db.client.slow_statements', {
  description: 'Statements that took longer than SLOW_STATEMENT_MS.',
  unit: '{statement}',
});

interface Kind {
  sql: string;
  text: string;
  times: number;
  worstMs: number;
  endedAt: number;
  within: SpanContext | undefined;
}

interface Known {
  at: number;
  explained: Explained | null;
}

/** Tells of the slow statements of a service, where spans go somewhere: elsewhere nobody would hear of them. */
export function tellSlowStatements(database: Database, service: string): { stop(): Promise<void> } {
  const { sendsTraces, slowStatementMs } = telemetryConfig();
  if (!sendsTraces || slowStatementMs === 0) return { stop: () => Promise.resolve() };
  return new SlowStatements(database, service, slowStatementMs);
}

/**
 * Tells of statements that took long, by kind: how often, how long the worst took and in which trace, its text without values,
 * its plan and what to do. Told as spans, so that it goes where they go, and is dropped as they are.
 */
export class SlowStatements implements StatementWatch {
  private readonly kinds = new Map<string, Kind>();
  private readonly known = new Map<string, Known>();
  private timer: NodeJS.Timeout | undefined;
  private telling = Promise.resolve();
  /** A timer that a request has set would else go on in its name, and with its deadline. */
  private readonly outside = AsyncLocalStorage.snapshot();

  constructor(
    private readonly database: Database,
    private readonly service: string,
    private readonly slowMs: number,
  ) {
    watchStatements(database.dataSource, this);
  }

  ended(sql: string, startedAt: number, endedAt: number): void {
    const ms = endedAt - startedAt;
    if (ms < this.slowMs) return;
    slow.add(1);
    const text = withoutValues(sql);
    const print = fingerprintOf(text);
    let kind = this.kinds.get(print);
    if (!kind) {
      if (this.kinds.size >= MOST_KINDS) return;
      kind = { sql, text, times: 0, worstMs: 0, endedAt: 0, within: undefined };
      this.kinds.set(print, kind);
    }
    kind.times += 1;
    if (ms > kind.worstMs) {
      kind.worstMs = ms;
      kind.endedAt = Date.now();
      kind.within = currentSpanContext();
    }
    this.timer ??= setTimeout(() => void this.outside(() => this.tell()), GATHERED_MS).unref();
  }

  /** Tells of what has been gathered. Never throws. */
  tell(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const gathered = [...this.kinds];
    this.kinds.clear();
    this.telling = this.telling.then(async () => {
      for (const [print, kind] of gathered)
        this.record(print, kind, await this.explained(print, kind));
    });
    return this.telling;
  }

  /** Gathers no more. */
  async stop(): Promise<void> {
    watchStatements(this.database.dataSource, undefined);
    clearTimeout(this.timer);
    await this.telling;
  }

  private record(print: string, kind: Kind, explained: Explained | null): void {
    const plan = explained && JSON.stringify(explained.plan);
    recordLate(kind.within, {
      name: 'slow statement',
      kind: SpanKind.CLIENT,
      startedAt: kind.endedAt - kind.worstMs,
      endedAt: kind.endedAt,
      attributes: {
        'tandem.service': this.service,
        'db.query.text': kind.text,
        'tandem.slow.fingerprint': print,
        'tandem.slow.times': kind.times,
        'tandem.slow.worst_ms': Math.round(kind.worstMs),
        ...(plan && plan.length <= MOST_PLAN && { 'tandem.slow.plan': plan }),
        ...(explained && { 'tandem.slow.advice': explained.advice.join('\n') }),
      },
    });
  }

  /** One at a time: what explains is work for a database that has enough of it. */
  private async explained(print: string, { sql }: Kind): Promise<Explained | null> {
    const known = this.known.get(print);
    if (known && performance.now() - known.at < EXPLAINED_FOR_MS) return known.explained;
    const explained = await explainStatement(this.database, sql).catch(() => null);
    this.known.delete(print);
    this.known.set(print, { at: performance.now(), explained });
    const [oldest] = this.known.keys();
    if (this.known.size > MOST_EXPLAINED && oldest !== undefined) this.known.delete(oldest);
    return explained;
  }
}
