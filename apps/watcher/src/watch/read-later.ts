import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { FrontDoor, NoAnswer } from '@tandem/consistency';
import { TokenBucket } from '@tandem/kernel';
import { logger } from '@tandem/observability';
import { WatcherConfig } from '../config.js';
import { ReadCounts, type PageKind } from '../reads/read-counts.js';
import type { Announcement } from './announcement.js';
import { Heard } from './heard.js';
import { disagreement, type Page } from './page.js';

/** Timers that wait at most: a storm of changes costs no more memory than this. */
const MOST_WAITING = 10_000;
/** A read that comes later than this is not the read of its delay any more. */
const LATE_MS = 2_000;
/** A page that disagrees may follow a change of which the watcher has not heard yet. */
const SETTLES_MS = 5_000;

/** Of a part: its own page, and the list that has it. */
const PAGES = 2;

const log = logger('watcher');

/** So many pages in a second, and not more than a second's worth at once. */
export const paceOf = (perSecond: number): TokenBucket =>
  new TokenBucket({ perSecond, capacity: Math.max(perSecond, PAGES), now: 0 });

/** Reads the pages of a part some time after each change, and counts what disagrees with what was announced. */
@Injectable()
export class ReadLater implements BeforeApplicationShutdown {
  private readonly door: FrontDoor<Page> | null;
  private readonly delays: readonly number[];
  private readonly heard: Heard;
  private readonly pace: TokenBucket;
  private readonly waiting = new Map<NodeJS.Timeout, () => void>();
  private readonly reading = new Set<Promise<void>>();

  constructor(
    config: WatcherConfig,
    private readonly counts: ReadCounts,
  ) {
    this.door = config.doorUrl ? new FrontDoor(config.doorUrl) : null;
    this.delays = config.delaysS.map(Number);
    this.heard = new Heard((Math.max(...this.delays) + 60) * 1_000);
    this.pace = paceOf(config.readsPerSecond);
  }

  async beforeApplicationShutdown(): Promise<void> {
    const left = [...this.waiting];
    this.waiting.clear();
    for (const [timer, giveUp] of left) {
      clearTimeout(timer);
      giveUp();
    }
    await Promise.all(this.reading);
  }

  add(told: Announcement): void {
    if (!this.door) return;
    this.heard.add(told, Date.now());
    for (const delayS of this.delays) {
      const inMs = told.at + delayS * 1_000 - Date.now();
      if (inMs < -LATE_MS) this.skip(told, delayS, 'late');
      else if (this.waiting.size >= MOST_WAITING) this.skip(told, delayS, 'storm');
      else
        this.later(
          inMs,
          () => this.readInPace(told, delayS),
          () => this.skip(told, delayS, 'stopped'),
        );
    }
  }

  private later(inMs: number, act: () => void, giveUp: () => void): void {
    const timer = setTimeout(
      () => {
        this.waiting.delete(timer);
        act();
      },
      Math.max(0, inMs),
    );
    this.waiting.set(timer, giveUp);
  }

  private readInPace(told: Announcement, delayS: number): void {
    if (!this.pace.take(performance.now(), PAGES)) {
      this.skip(told, delayS, 'pace');
      return;
    }
    const read = this.read(told, delayS).finally(() => this.reading.delete(read));
    this.reading.add(read);
  }

  private async read(told: Announcement, delayS: number): Promise<void> {
    const [own, list] = pagesOf(told);
    let sku = told.sku;
    await this.compare(told, delayS, own!, async (door) => {
      const page = await door.part(own === 'game' ? 'games' : 'parts', told.partId);
      sku ??= page?.sku ?? null;
      return page;
    });
    await this.compare(told, delayS, list!, async (door) =>
      sku === null ? undefined : door.listed(sku, told.partId),
    );
  }

  /** @param read gives undefined when the page does not tell. */
  private async compare(
    told: Announcement,
    delayS: number,
    kind: PageKind,
    read: (door: FrontDoor<Page>) => Promise<Page | null | undefined>,
  ): Promise<void> {
    const what = { page: kind, subject: told.subject, delayS };
    let page: Page | null | undefined;
    try {
      page = await read(this.door!);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      return this.counts.skip(what, 'no_answer');
    }
    if (page === undefined) return this.counts.skip(what, 'not_shown');
    const found = disagreement(page, told);
    if (!found || this.heard.explains(page, told)) return this.counts.add(what);
    const settle = (): void => {
      if (this.heard.explains(page, told)) return this.counts.add(what);
      const { eventId, partId } = told;
      log.warn({ part_id: partId, ...what, ...found }, 'a page disagrees with what was announced');
      this.counts.add(what, { ...found, eventId, partId });
    };
    this.later(SETTLES_MS, settle, settle);
  }

  private skip(told: Announcement, delayS: number, reason: string): void {
    for (const page of pagesOf(told))
      this.counts.skip({ page, subject: told.subject, delayS }, reason);
  }
}

function pagesOf({ isGame }: Announcement): PageKind[] {
  return [isGame ? 'game' : 'part', 'list'];
}
