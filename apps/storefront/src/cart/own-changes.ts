/**
 * Decides when the cart has to be read again because it was changed elsewhere. What this page changes itself is told by the
 * event as well, often before its own answer: so nothing is decided while one of its calls is under way.
 */
export class OwnChanges {
  private underWay = 0;
  private heard = 0;
  private isStale = false;

  constructor(
    private readonly options: {
      /** The version of the cart that the page shows; undefined before the first. */
      shown: () => number | undefined;
      readAgain: () => void;
    },
  ) {}

  /** The cart has this version now; without one, it may be another. */
  changed(version?: number): void {
    if (version === undefined) this.isStale = true;
    else this.heard = Math.max(this.heard, version);
    this.decide();
  }

  /** Somebody else's cart is another count. */
  forget(): void {
    this.heard = 0;
    this.isStale = false;
  }

  /** A call that changes the cart; its `accept` puts the answer on the page before anything is decided. */
  async during<T>(call: () => Promise<T>): Promise<T> {
    this.underWay += 1;
    try {
      return await call();
    } finally {
      this.underWay -= 1;
      // Whoever called puts the answer on the page first.
      setTimeout(() => this.decide());
    }
  }

  private decide(): void {
    if (this.underWay > 0) return;
    const shown = this.options.shown();
    const isBehind = this.isStale || (shown !== undefined && shown < this.heard);
    this.isStale = false;
    if (isBehind) this.options.readAgain();
  }
}
