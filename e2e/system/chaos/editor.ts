import { setTimeout as pause } from 'node:timers/promises';
import { call, type Answer, type Part, type Staff, type StockLevel } from '../client.js';
import type { Shopper } from '../shopper.js';

const AGAIN_MS = 50;
const SHELF = 1_000;

/** A member of staff with a part of their own: what was acknowledged last is what its page must show. */
export class Editor {
  acknowledged = 0;
  private versions = { content: 0, stock: 0 };
  private saved: { part_name: string; amount: string; current_stock: number };

  private constructor(
    private readonly shop: string,
    private readonly staff: Staff,
    readonly partId: number,
    name: string,
  ) {
    this.saved = { part_name: name, amount: '10.00', current_stock: SHELF };
  }

  static async of(shop: string, staff: Staff, name: string): Promise<Editor> {
    const { id } = await staff.createPart(name, SHELF);
    return new Editor(shop, staff, id, name);
  }

  /** Name and price, until it is known that they were saved. */
  async editContent(): Promise<void> {
    const n = (this.acknowledged += 1);
    const [part_name, amount] = [`Chaotic axle ${this.partId}, edit ${n}`, `${10 + (n % 80)}.00`];
    const { version } = await this.save<Part>(
      () => this.staff.part(this.partId),
      (part) => part.part_name === part_name && part.price.amount === amount,
      (former) =>
        this.staff.putPart(this.partId, {
          part_name,
          price: { amount, currency: 'EUR' },
          version: former,
        }),
    );
    this.versions.content = version;
    this.saved = { ...this.saved, part_name, amount };
  }

  async editStock(): Promise<void> {
    const current_stock = SHELF + (this.acknowledged += 1);
    const { version } = await this.save<StockLevel>(
      () => this.staff.stock(this.partId),
      (level) => level.current_stock === current_stock,
      (former) => this.staff.putStock(this.partId, { current_stock, version: former }),
    );
    this.versions.stock = version;
    this.saved = { ...this.saved, current_stock };
  }

  /** What differs between the page and what was acknowledged last. */
  async wrongOnPage(): Promise<unknown[]> {
    const { status, body } = await call<Part>(`${this.shop}/api/v1/parts/${this.partId}`);
    const { part_name, price, stock } = body;
    const shown = { part_name, amount: price?.amount, current_stock: stock?.current_stock };
    if (status === 200 && JSON.stringify(shown) === JSON.stringify(this.saved)) return [];
    return [{ page: this.partId, status, shown, saved: this.saved }];
  }

  /** Whether an open page was told of the last edits, or was told to read them again. */
  wasTold(page: Shopper, resyncs: number): boolean {
    const told = page.received.filter(({ part_id }) => part_id === this.partId);
    const { content, stock } = this.versions;
    const has = (least: number, ofStock: boolean) =>
      least === 0 ||
      told.some(({ type, version }) => type.startsWith('stock.') === ofStock && version >= least);
    return page.resyncs > resyncs || (has(content, false) && has(stock, true));
  }

  /** By version: an edit that nobody answered, and that arrives when a later one was made, is refused. */
  private async save<T extends { version: number }>(
    read: () => Promise<Answer<T>>,
    isMade: (now: T) => boolean,
    write: (version: number) => Promise<Answer<T>>,
  ): Promise<T> {
    for (;;) {
      const now = await read().catch(() => undefined);
      if (now?.status === 200) {
        if (isMade(now.body)) return now.body;
        const put = await write(now.body.version).catch(() => undefined);
        if (put?.status === 200) return put.body;
      }
      await pause(AGAIN_MS);
    }
  }
}
