/**
 * Events that come in while a page's answer is on its way. The answer may have been read before them, and they cannot
 * be put into a page that is not there yet, so they are put into the answer.
 */
export class Meanwhile<Event> {
  private readonly underWay = new Set<Event[]>();

  saw(event: Event): void {
    for (const events of this.underWay) events.push(event);
  }

  /** The answer, with each event seen since it was asked for put into it in order. */
  async during<T>(ask: () => Promise<T>, put: (answer: T, event: Event) => T): Promise<T> {
    const events: Event[] = [];
    this.underWay.add(events);
    try {
      const answer = await ask();
      return events.reduce(put, answer);
    } finally {
      this.underWay.delete(events);
    }
  }
}
