import {
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DueLoop } from '@tandem/jobs';
import { counter } from '@tandem/observability';
import { Database, transaction } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { WatcherConfig } from '../config.js';

export const PAGES = ['part', 'game', 'list'] as const;
export type PageKind = (typeof PAGES)[number];
export const SUBJECTS = ['content', 'stock'] as const;

/** What was read, and how long after its change. */
export interface ReadOf {
  page: PageKind;
  subject: (typeof SUBJECTS)[number];
  delayS: number;
}

/** What a page showed in place of what was announced. */
export interface WrongRead {
  eventId: string;
  partId: number;
  field: string;
  has: string;
  due: string;
}

const OFTEN_MS = 1_000;
/** While the database is away no more than so many are kept; all are counted. */
const MOST_KEPT = 1_000;

const checked = counter('checked_reads', {
  description: 'Pages that were read after a change and held against what was announced.',
  unit: '{read}',
});
const inconsistent = counter('inconsistent_reads', {
  description: 'Pages that were older than what was announced, or contradicted it.',
  unit: '{read}',
});
const skipped = counter('skipped_reads', {
  description: 'Pages that were not read or not compared after a change, by reason.',
  unit: '{read}',
});

const RESULTS = ['checked', 'inconsistent', 'skipped'] as const;
type Counted = Record<(typeof RESULTS)[number], number>;

/** Counts reads in the metrics of this process, and for staff in the database: for all instances, and over restarts. */
@Injectable()
export class ReadCounts implements OnApplicationBootstrap, OnApplicationShutdown {
  private counts = new Map<string, Counted & ReadOf & { minute: string }>();
  private wrong: (ReadOf & WrongRead & { id: string; found_at: string })[] = [];
  private readonly loop = new DueLoop({
    name: 'read-counts',
    idleMs: OFTEN_MS,
    batch: Infinity,
    round: () => this.keep(),
  });

  constructor(
    private readonly database: Database,
    private readonly config: WatcherConfig,
  ) {}

  onApplicationBootstrap(): void {
    // Alerts watch them grow: a counter that begins with 1 has not grown.
    skipped.add(0);
    for (const page of PAGES)
      for (const subject of SUBJECTS)
        for (const delay of this.config.delaysS)
          for (const instrument of [checked, inconsistent])
            instrument.add(0, attributes({ page, subject, delayS: Number(delay) }));
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
    await this.keep();
  }

  /** @param wrong what the page showed when it disagreed. */
  add(what: ReadOf, wrong?: WrongRead): void {
    checked.add(1, attributes(what));
    this.of(what).checked += 1;
    if (!wrong) return;
    inconsistent.add(1, attributes(what));
    this.of(what).inconsistent += 1;
    if (this.wrong.length < MOST_KEPT)
      this.wrong.push({ ...what, ...wrong, id: uuidv7(), found_at: new Date().toISOString() });
  }

  skip(what: ReadOf, reason: string): void {
    skipped.add(1, { ...attributes(what), reason });
    this.of(what).skipped += 1;
  }

  private of(what: ReadOf): Counted {
    const minute = `${new Date().toISOString().slice(0, 16)}:00Z`;
    const key = `${minute} ${what.page} ${what.subject} ${what.delayS}`;
    const found = this.counts.get(key);
    if (found) return found;
    const begun = { ...what, minute, checked: 0, inconsistent: 0, skipped: 0 };
    this.counts.set(key, begun);
    return begun;
  }

  /** @returns how many rows there were to keep. */
  private async keep(): Promise<number> {
    const [counts, wrong] = [this.counts, this.wrong];
    if (counts.size === 0 && wrong.length === 0) return 0;
    [this.counts, this.wrong] = [new Map(), []];
    try {
      await transaction(this.database, async (tx) => {
        await tx.execute(
          `insert into read_counts as c (minute, page, subject, delay_s, checked, inconsistent, skipped)
           select minute, page, subject, "delayS", checked, inconsistent, skipped
             from jsonb_to_recordset($1::jsonb) as r (minute timestamptz, page text, subject text, "delayS" integer,
                                                      checked integer, inconsistent integer, skipped integer)
            order by minute, page, subject, "delayS"
           on conflict (minute, page, subject, delay_s) do update
              set checked = c.checked + excluded.checked, inconsistent = c.inconsistent + excluded.inconsistent,
                  skipped = c.skipped + excluded.skipped`,
          [JSON.stringify([...counts.values()])],
        );
        await tx.execute(
          `insert into disagreements (id, found_at, event_id, part_id, page, subject, delay_s, field, has, due)
           select id, found_at, "eventId", "partId", page, subject, "delayS", field, has, due
             from jsonb_to_recordset($1::jsonb) as r (id uuid, found_at timestamptz, "eventId" text, "partId" integer, page text,
                                                      subject text, "delayS" integer, field text, has text, due text)`,
          [JSON.stringify(wrong)],
        );
      });
    } catch (error) {
      this.takeBack(counts, wrong);
      throw error;
    }
    return counts.size;
  }

  private takeBack(counts: typeof this.counts, wrong: typeof this.wrong): void {
    for (const [key, since] of this.counts) {
      const before = counts.get(key);
      if (!before) counts.set(key, since);
      else for (const name of RESULTS) before[name] += since[name];
    }
    this.counts = counts;
    this.wrong = [...wrong, ...this.wrong].slice(0, MOST_KEPT);
  }
}

const attributes = ({ page, subject, delayS }: ReadOf) => ({ page, subject, delay: `${delayS}s` });
