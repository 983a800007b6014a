import type { Settings } from './settings.ts';
import type { Shelf } from './shelf.ts';

export interface Sale {
  number: number;
  reference: string;
  sku: string;
  /** Negative: goods that came back. */
  quantity: number;
}

export interface Entry extends Sale {
  times_received: number;
  received_at: string;
  counted_at: string | null;
}

/** The sales that the shop reported, each once, counted in the order in which they came. */
export class Ledger {
  private readonly settings: Settings;
  private readonly shelf: Shelf;
  private readonly onCounted: (sku: string) => void;
  private entries = new Map<string, Entry>();
  private waiting: { entry: Entry; due: number }[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(settings: Settings, shelf: Shelf, onCounted: (sku: string) => void) {
    this.settings = settings;
    this.shelf = shelf;
    this.onCounted = onCounted;
  }

  get list(): Entry[] {
    return [...this.entries.values()];
  }

  clear(): void {
    clearTimeout(this.timer);
    this.entries = new Map();
    this.waiting = [];
  }

  /** A repeated reference changes nothing. */
  receive(sale: Sale): void {
    const known = this.entries.get(sale.reference);
    if (known) {
      known.times_received += 1;
      return;
    }
    const received_at = new Date().toISOString();
    const entry: Entry = { ...sale, times_received: 1, received_at, counted_at: null };
    this.entries.set(sale.reference, entry);
    this.waiting.push({ entry, due: Date.now() + this.settings.countAfterMs });
    this.countDue();
  }

  /** One that came earlier is counted earlier, also when the wait was made shorter in between. */
  private countDue(): void {
    clearTimeout(this.timer);
    while (this.waiting[0] && this.waiting[0].due <= Date.now()) {
      this.count(this.waiting.shift()!.entry);
    }
    const next = this.waiting[0];
    if (next) this.timer = setTimeout(() => this.countDue(), next.due - Date.now());
  }

  private count(entry: Entry): void {
    entry.counted_at = new Date().toISOString();
    this.shelf.count(entry.sku, entry.quantity, entry.number);
    this.onCounted(entry.sku);
  }
}
