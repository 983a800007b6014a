import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '@tandem/persistence';
import { SyncConfig } from '../../config.js';
import {
  RunFailed,
  RunPlans,
  type RunCursor,
  type RunError,
  type RunPage,
  type RunPlan,
  type RunUnderWay,
} from '../../runs/run-plan.js';
import type { G2aProduct } from '../client/g2a-answers.js';
import { G2aClient, type ProductPage } from '../client/g2a-client.js';
import { failsRun } from './fails-run.js';
import { newsOf, type ProductNews } from './product-news.js';
import { saveSyncedTo, syncedTo, unseenProducts } from './product-store.js';
import { TakeProducts } from './take-products.js';
import {
  BEGINNING,
  MOST_CUTS,
  askedAt,
  filterOf,
  seconds,
  stepFrom,
  windowText,
  type WindowPlace,
} from './windows.js';

interface Cursor extends WindowPlace {
  isFull: boolean;
  /** All that changed until then is known at the end, in seconds. */
  to: number;
  /** Of the windows that were looked at. */
  rows: number;
  /** The last of the products that were looked for because a full sweep has not met them. */
  missedAfter: string | null;
}

/** Each is asked for by itself. */
const MISSED_AT_ONCE = 10;

/**
 * Reads what has changed at G2A since the last time, or all of it. A window lies wholly in the past, so rows can only leave
 * it, when they change again; it is read from its last page to its first, so that those that move up meanwhile are met
 * twice and never missed. What is younger than that is read as well, and again by the next run.
 */
@Injectable()
export class SyncProducts implements RunPlan, OnModuleInit {
  readonly kind = 'g2a_products';

  constructor(
    private readonly config: SyncConfig,
    private readonly database: Database,
    private readonly g2a: G2aClient,
    private readonly products: TakeProducts,
    private readonly plans: RunPlans,
  ) {}

  onModuleInit(): void {
    this.plans.add(this);
  }

  async page(at: RunCursor | null, run: RunUnderWay): Promise<RunPage> {
    const cursor = (at ?? (await this.begin(run))) as Cursor;
    try {
      if (cursor.windows.length > 0) return await this.readWindow(cursor, run);
      if (cursor.isFull && cursor.missedAfter !== null) return await this.lookFor(cursor, run);
    } catch (error) {
      throw failsRun(error);
    }
    return { next: null, processed: 0, apply: (tx) => saveSyncedTo(tx, cursor.to) };
  }

  private async begin({ options, startedAt }: RunUnderWay): Promise<Cursor> {
    const known = await syncedTo(this.database);
    const isFull = options['full'] === true || known === null;
    const to = seconds(startedAt) - Math.ceil(this.config.g2aSyncOverlapMs / 1_000);
    const from = isFull ? BEGINNING : Math.min(seconds(known), to);
    const windows = [
      { from: to + 1, to: null },
      { from, to },
    ];
    return { isFull, windows, page: null, to, rows: 0, cuts: 0, missedAfter: isFull ? '' : null };
  }

  private async readWindow(cursor: Cursor, run: RunUnderWay): Promise<RunPage> {
    const { window, number } = askedAt(cursor);
    const asOf = new Date();
    const page = await this.g2a.listProducts(filterOf(window), number, 'catalogue');
    const { total, products, unreadable } = page;
    const seen = { total, rows: products.length + unreadable.length, now: seconds(asOf) };
    const step = stepFrom(cursor, { ...seen, mostRows: this.g2a.mostRows });
    const { isTaken, isCutOff } = step;
    if (step.next.cuts > MOST_CUTS) throw new RunFailed('filters_not_heeded');
    const isFirstLook = cursor.page === null && !window.isPart;
    const rows = cursor.rows + (isFirstLook ? total : 0);
    const next = { ...cursor, ...step.next, rows };
    if (isTaken) return this.taken(next, page, { asOf, run });
    const errors = isCutOff ? [{ subject: windowText(window), reason: 'too_many_rows' }] : [];
    return { next, processed: 0, total: rows, errors };
  }

  private taken(
    next: Cursor,
    { products, unreadable }: ProductPage,
    { asOf, run }: { asOf: Date; run: RunUnderWay },
  ): RunPage {
    const { news, errors } = readable(products, asOf);
    for (const id of unreadable) errors.push({ subject: id ?? 'unknown', reason: 'unreadable' });
    return {
      next,
      processed: products.length + unreadable.length,
      total: next.rows,
      errors,
      apply: (tx) => this.products.keep(tx, news, { asOf, seenIn: next.isFull ? run.id : null }),
    };
  }

  /** A product that changed while the sweep went on may have been met nowhere: each is asked for by itself. */
  private async lookFor(cursor: Cursor, run: RunUnderWay): Promise<RunPage> {
    const after = cursor.missedAfter!;
    const asOf = new Date();
    const missed = { run: run.id, after, limit: MISSED_AT_ONCE };
    const ids = await unseenProducts(this.database, missed);
    const found = await inTurn(ids, (id) => this.g2a.productById(id, 'catalogue'));
    const { news, errors } = readable(
      found.filter((product) => product !== null),
      asOf,
    );
    const lost = ids.filter((_, n) => found[n] === null);
    return {
      next: { ...cursor, missedAfter: ids.at(-1) ?? null },
      processed: ids.length,
      errors,
      apply: async (tx) => {
        await this.products.keep(tx, news, { asOf, seenIn: run.id });
        await this.products.drop(tx, lost, asOf);
      },
    };
  }
}

/** One that can't be read does not keep the others from being taken. */
function readable(
  products: readonly G2aProduct[],
  readAt: Date,
): { news: ProductNews[]; errors: RunError[] } {
  const news = new Map<string, ProductNews>();
  const errors: RunError[] = [];
  for (const product of products) {
    try {
      news.set(product.id, newsOf(product, readAt));
    } catch {
      errors.push({ subject: product.id, reason: 'price_unreadable' });
    }
  }
  return { news: [...news.values()], errors };
}

async function inTurn<T, R>(all: readonly T[], ask: (one: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  for (const one of all) answers.push(await ask(one));
  return answers;
}
