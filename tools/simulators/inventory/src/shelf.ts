/** What the warehouse says of one SKU. */
export interface Level {
  sku: string;
  /** What lies on the shelf. */
  quantity: number;
  updated_at: string;
  sequence: number;
  /** The number of the last sale of the shop that it has taken off. */
  counted_through: number;
}

interface Row extends Omit<Level, 'updated_at'> {
  at: number;
}

export interface Place {
  at: number;
  sequence: number;
}

/** The shelves. Every change gets the next number; times may be equal, and never go back by themselves. */
export class Shelf {
  private rows = new Map<string, Row>();
  private sequence = 0;
  private newest = 0;
  private counted = 0;

  get countedThrough(): number {
    return this.counted;
  }

  clear(): void {
    this.rows = new Map();
    this.counted = 0;
    // Times and numbers of changes go on: who has read some is not to take new ones for old.
  }

  has(sku: string): boolean {
    return this.rows.has(sku);
  }

  quantity(sku: string): number {
    return this.rows.get(sku)?.quantity ?? 0;
  }

  level(sku: string): Level | undefined {
    const row = this.rows.get(sku);
    return row && toLevel(row);
  }

  /** @param at when it is said to have changed; default: now. */
  put(sku: string, quantity: number, at = Math.max(Date.now(), this.newest)): Level {
    this.sequence += 1;
    this.newest = Math.max(this.newest, at);
    const row = { sku, quantity, at, sequence: this.sequence, counted_through: this.counted };
    this.rows.set(sku, row);
    return toLevel(row);
  }

  /** Takes a sale off. Sales are counted in the order of their numbers, so the last one's number says how far it is. */
  count(sku: string, quantity: number, number: number): void {
    this.counted = Math.max(this.counted, number);
    this.put(sku, this.quantity(sku) - quantity);
  }

  /** What changed after a place, or since a time, that time included. */
  changed(after: Place | undefined, since: number | undefined, limit: number): Level[] {
    const isNews = ({ at, sequence }: Row) =>
      after
        ? at > after.at || (at === after.at && sequence > after.sequence)
        : at >= (since ?? -Infinity);
    return [...this.rows.values()]
      .filter(isNews)
      .sort((a, b) => a.at - b.at || a.sequence - b.sequence)
      .slice(0, limit)
      .map(toLevel);
  }
}

const toLevel = ({ at, ...row }: Row): Level => ({
  sku: row.sku,
  // A shelf is never less than empty, whatever was sold of it.
  quantity: Math.max(0, row.quantity),
  updated_at: new Date(at).toISOString(),
  sequence: row.sequence,
  counted_through: row.counted_through,
});
