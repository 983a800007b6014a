import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '@tandem/persistence';
import {
  RunPlans,
  type RunCursor,
  type RunPage,
  type RunPlan,
  type RunUnderWay,
} from '../../runs/run-plan.js';
import { heardFrom } from '../../sources/source-health.js';
import { G2aClient, PAGE_SIZE } from '../client/g2a-client.js';
import { failsRun } from './fails-run.js';
import { quantityOf } from './product-news.js';
import { countLinked, keepStock, uncheckedProducts, type Figure } from './stock-store.js';
import {
  BEGINNING,
  MOST_CUTS,
  askedAt,
  filterOf,
  seconds,
  stepFrom,
  type Window,
  type WindowPlace,
} from './windows.js';

/** What lies in windows is read in pages before single products are asked for. */
interface Cursor extends WindowPlace {
  /** The total of linked products. */
  linked: number;
}

const ASKED_AT_ONCE = 10;

/**
 * Asks what G2A has of the linked products. Those in stock come in pages, where that takes fewer requests than asking for each;
 * whoever was not met there, as what is sold out or moved while it was read, is asked for by itself, those that were in stock
 * first. So each linked product has a figure of this check at its end.
 */
@Injectable()
export class CheckStock implements RunPlan, OnModuleInit {
  readonly kind = 'g2a_stock';

  constructor(
    private readonly database: Database,
    private readonly g2a: G2aClient,
    private readonly plans: RunPlans,
  ) {}

  onModuleInit(): void {
    this.plans.add(this);
  }

  async page(at: RunCursor | null, run: RunUnderWay): Promise<RunPage> {
    try {
      if (at === null) return await this.begin(run);
      const cursor = at as Cursor;
      if (cursor.windows.length > 0) return await this.readWindow(cursor, run);
      return await this.askForRest(cursor, run);
    } catch (error) {
      throw failsRun(error);
    }
  }

  private async begin({ startedAt }: RunUnderWay): Promise<RunPage> {
    const linked = await countLinked(this.database);
    const window = { from: BEGINNING, to: seconds(startedAt) };
    const { total } = await this.g2a.listProducts(inStock(window), 1, 'stock');
    const windows = linked > total / PAGE_SIZE ? [window] : [];
    return { next: { linked, windows, page: null, cuts: 0 }, processed: 0, total: linked };
  }

  private async readWindow(cursor: Cursor, run: RunUnderWay): Promise<RunPage> {
    const { window, number } = askedAt(cursor);
    const asOf = new Date();
    const answer = await this.g2a.listProducts(inStock(window), number, 'stock');
    const { total, products, unreadable } = answer;
    const rows = products.length + unreadable.length;
    const now = seconds(run.startedAt);
    const step = stepFrom(cursor, { total, rows, mostRows: this.g2a.mostRows, now });
    // Whoever is not met in pages is asked for by itself.
    const isEndless = step.next.cuts > MOST_CUTS;
    const next = { ...cursor, ...step.next, ...(isEndless && { windows: [] }) };
    if (!step.isTaken) return { next, processed: 0 };
    const figures = products.map((product) => ({ id: product.id, quantity: quantityOf(product) }));
    return this.taken(next, figures, { asOf, run });
  }

  private async askForRest(cursor: Cursor, run: RunUnderWay): Promise<RunPage> {
    const ids = await uncheckedProducts(this.database, { run: run.id, limit: ASKED_AT_ONCE });
    if (ids.length === 0) {
      return { next: null, processed: 0, apply: (tx) => heardFrom(tx, 'g2a') };
    }
    const asOf = new Date();
    const figures: Figure[] = [];
    for (const id of ids) {
      const product = await this.g2a.productById(id, 'stock');
      figures.push({ id, quantity: product ? quantityOf(product) : 0 });
    }
    return { ...this.taken(cursor, figures, { asOf, run }), processed: ids.length };
  }

  private taken(
    next: Cursor,
    figures: readonly Figure[],
    { asOf, run }: { asOf: Date; run: RunUnderWay },
  ): RunPage {
    return {
      next,
      processed: figures.length,
      total: next.linked,
      apply: async (tx) => {
        await keepStock(tx, figures, { asOf, run: run.id });
      },
    };
  }
}

const inStock = (window: Window) => ({ ...filterOf(window), includeOutOfStock: undefined });
