import { setTimeout as pause } from 'node:timers/promises';
import { call } from '../client.js';
import type { History } from '../histories.js';
import type { Buyer, Marketplace } from '../marketplace.js';
import type { Editor } from './editor.js';

/** Between two things that a visitor does. */
const THINK_MS = 20;
const WALLET = 20_000;

export interface Visitors {
  shop: string;
  market: Marketplace;
  buyers: readonly Buyer[];
  editors: readonly Editor[];
  /** Parts that are bought. */
  parts: readonly number[];
  histories: readonly History[];
}

/** Who browses, searches, fills carts, orders and edits until told to end; each thing is done to its end. */
export class Traffic {
  readonly orders: string[] = [];
  /** Reads that were answered with what was asked for, and those that were not. */
  readonly reads = { well: 0, failed: 0 };
  private going = true;
  private readonly visitors: Promise<void>[];

  constructor(private readonly who: Visitors) {
    const { shop, parts, buyers, editors } = who;
    const api = `${shop}/api/v1`;
    this.visitors = [
      this.again(() => this.read(`${api}/parts/${parts[0]}`)),
      this.again(() => this.read(`${api}/parts?limit=24`)),
      this.again(() => this.read(`${api}/parts?q=chaotic`)),
      ...buyers.map((buyer, own) => this.buy(buyer, own)),
      ...editors.map((editor) =>
        this.again(async () => {
          await editor.editContent();
          await editor.editStock();
        }),
      ),
    ];
  }

  /** Resolves when everybody has finished what they do. */
  async end(): Promise<void> {
    this.going = false;
    await Promise.all(this.visitors);
  }

  private async buy(buyer: Buyer, own: number): Promise<void> {
    const { market, histories, parts } = this.who;
    let n = own;
    await this.again(async () => {
      const history = histories[(n += 1) % histories.length]!;
      await market.fund(buyer, WALLET);
      const order = await market.live(buyer, { ...history, method: 'balance' }, parts);
      if (order) this.orders.push(order.id);
    });
  }

  private async read(url: string): Promise<void> {
    const status = await call(url).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) this.reads.well += 1;
    else this.reads.failed += 1;
  }

  private async again(act: () => Promise<void>): Promise<void> {
    while (this.going) {
      await act();
      await pause(THINK_MS);
    }
  }
}
