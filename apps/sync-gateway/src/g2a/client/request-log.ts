/** A request of this instance. */
export interface Slot {
  readonly id: string;
  /** Counted from here: when it was answered, or the latest moment at which G2A may have it. */
  from: number;
  /** Made on the little that is kept for the moment after Redis was lost. */
  readonly spare: boolean;
}

/** The requests that this instance made in the last window. */
export class RequestLog {
  private slots: Slot[] = [];
  private made = 0;

  constructor(
    private readonly instance: string,
    private readonly windowMs: number,
    private readonly flightMs: number,
    private readonly now: () => number,
  ) {}

  add({ id = this.nextId(), spare = false }: { id?: string; spare?: boolean }): Slot {
    const slot = { id, from: this.now() + this.flightMs, spare };
    this.slots.push(slot);
    return slot;
  }

  nextId(): string {
    this.made += 1;
    return `${this.instance}:${this.made}`;
  }

  /** Its answer is there. */
  answered(slot: Slot): void {
    slot.from = this.now();
  }

  /** How many count, and in how many ms the first of them does no more; of those alone that were made on the spare share. */
  count({ spare }: { spare: boolean }): { used: number; nextMs: number } {
    const slots = this.current().filter((slot) => !spare || slot.spare);
    const first = slots.reduce((least, { from }) => Math.min(least, from), Infinity);
    const nextMs = Number.isFinite(first) ? first + this.windowMs - this.now() : this.windowMs;
    return { used: slots.length, nextMs };
  }

  /** Age and id of each, as Redis is told them: its clock is another one. */
  told(): (string | number)[] {
    const now = this.now();
    return this.current().flatMap(({ id, from }) => [Math.round(now - from), id]);
  }

  private current(): readonly Slot[] {
    const oldest = this.now() - this.windowMs;
    this.slots = this.slots.filter(({ from }) => from > oldest);
    return this.slots;
  }
}
