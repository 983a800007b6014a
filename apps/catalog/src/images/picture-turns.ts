import { unavailable } from '@tandem/kernel';

const RETRY_AFTER_SECONDS = 5;

/**
 * Lets one piece of heavy work after the other through, counted over the process: a picture that is decoded takes up to
 * a hundred megabytes, and its upload ten while it waits. Who comes when all places are taken is sent away at once.
 */
export class PictureTurns {
  private taken = 0;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly places: number) {}

  /**
   * Holds a place from the first byte of the upload on until the work has ended.
   * @throws DomainError `unavailable` (503 with Retry-After) when all places are taken.
   */
  async place<T>(work: () => Promise<T>): Promise<T> {
    if (this.taken >= this.places)
      throw unavailable('Too many pictures are being read right now.', RETRY_AFTER_SECONDS);
    this.taken += 1;
    try {
      return await work();
    } finally {
      this.taken -= 1;
    }
  }

  /** Runs the work when everybody who came before has ended. */
  turn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.last.then(work);
    this.last = mine.catch(() => undefined);
    return mine;
  }
}
