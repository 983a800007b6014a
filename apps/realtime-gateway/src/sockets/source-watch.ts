import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Alert, SourcesStale, StockSource } from '@tandem/contracts';
import { DueLoop } from '@tandem/jobs';
import { Database } from '@tandem/persistence';
import { Alerts } from './alerts.js';
import { FanOut } from './fan-out.js';
import type { TandemSocket } from './socket-data.js';

interface Source {
  source: StockSource;
  enabled: boolean;
  is_stale: boolean;
  last_success_at: Date | null;
}

const STOCK: Record<StockSource, string> = {
  warehouse: 'The warehouse’s stock',
  g2a: 'G2A’s stock',
};

/** Looked at so often after a change; while nothing changes the loop rests for longer. */
const LOOK_MS = 1_000;

/**
 * Tells open pages and staff which sources of stock are not heard. Each instance decides it by itself, from the view that the
 * answers of the shop are judged by too, and tells its own sockets: so it is told once, also when the sync gateway, Kafka
 * or Redis is away (decision 0088).
 */
@Injectable()
export class SourceWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** Null until the view was read once: then nobody is told anything. */
  private stale: ReadonlyMap<StockSource, Source> | null = null;
  private changedAt = performance.now();
  private readonly loop = new DueLoop({
    name: 'source-watch',
    idleMs: LOOK_MS,
    batch: Infinity,
    round: () => this.look(),
  });

  constructor(
    private readonly database: Database,
    private readonly fanOut: FanOut,
    private readonly alerts: Alerts,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** What a page that has just connected compares with what it was told before. */
  tellPage(socket: TandemSocket): void {
    if (this.stale) socket.emit('sources.stale', this.message());
  }

  /** Staff who come while a source is silent hear of it then. */
  tellStaff(socket: TandemSocket): void {
    for (const source of this.stale?.values() ?? []) socket.emit('alert', silent(source));
  }

  /** @returns how many sources there were news of. */
  private async look(): Promise<number> {
    const all = await this.database.query<Source>(
      'select source, enabled, is_stale, last_success_at from sync.source_health order by source',
    );
    const before = this.stale ?? new Map<StockSource, Source>();
    const isFirst = this.stale === null;
    const after = new Map(all.filter(({ is_stale }) => is_stale).map((row) => [row.source, row]));
    const told = all.flatMap((row) => alertOf(row, before.get(row.source)));
    this.stale = after;
    if (told.length === 0 && !isFirst) return 0;
    this.changedAt = performance.now();
    this.fanOut.tellAll('shop', 'sources.stale', this.message());
    for (const alert of told) this.alerts.tellHere(alert);
    return told.length;
  }

  private message(): SourcesStale {
    const sources = [...(this.stale?.values() ?? [])].map(({ source, last_success_at }) => ({
      source,
      last_success_at: last_success_at?.toISOString() ?? null,
    }));
    return { sources, since_ms: Math.round(performance.now() - this.changedAt) };
  }
}

/** What staff are told when a source is another than before; nothing while it is the same. */
function alertOf(now: Source, before: Source | undefined): Alert[] {
  if (now.is_stale) return before && cause(before) === cause(now) ? [] : [silent(now)];
  return before ? [back(now, before)] : [];
}

/** One outage: whichever instance tells of it, a page shows it once. */
const cause = ({ source, last_success_at }: Source): string =>
  `${source}:${last_success_at?.toISOString() ?? 'never'}`;

function silent(source: Source): Alert {
  const since = source.last_success_at;
  const long = since ? `for ${spanOf(Date.now() - since.getTime())}` : 'yet';
  return {
    id: `source_stale:${cause(source)}`,
    code: 'source_stale',
    severity: 'critical',
    detail: `${STOCK[source.source]} has not been read ${long}. The shop goes on with its last figures.`,
    part_id: null,
    timestamp: new Date().toISOString(),
  };
}

function back(now: Source, before: Source): Alert {
  return {
    id: `source_recovered:${cause(before)}`,
    code: 'source_recovered',
    severity: 'info',
    detail: now.enabled
      ? `${STOCK[now.source]} is read again.`
      : `${STOCK[now.source]} is not read any more, because that was switched off.`,
    part_id: null,
    timestamp: new Date().toISOString(),
  };
}

function spanOf(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 120) return `${seconds} seconds`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}
