import { isUUID } from 'class-validator';

/** `none`: a first visit. `lost`: what came after it is not held, the client must refetch. */
export type ResumeState = 'none' | 'lost' | { eventId: string; position: number };

/**
 * Where a returning client left off, from `auth.last_event_id`. The log is asked once, when the
 * first subscription needs it.
 */
export class ResumePoint {
  private readonly eventId: string | null;
  private readonly firstVisit: boolean;
  private resolved: Promise<ResumeState> | null = null;

  constructor(
    lastEventId: unknown,
    private readonly positionOf: (eventId: string) => Promise<number | null>,
    private readonly expiresAt: number,
  ) {
    this.firstVisit = lastEventId === undefined || lastEventId === null || lastEventId === '';
    this.eventId =
      typeof lastEventId === 'string' && isUUID(lastEventId, 'loose') ? lastEventId : null;
  }

  /** Nothing to resume. */
  static none(): ResumePoint {
    return new ResumePoint(undefined, async () => null, 0);
  }

  /** Whether there is nothing to resume, or no longer. */
  isOver(now: number): boolean {
    return this.firstVisit || now > this.expiresAt;
  }

  /**
   * The state at `now`. Once the time for resuming is over, further subscriptions of the connection
   * are new interests (another page) and start from the present.
   */
  async at(now: number): Promise<ResumeState> {
    if (this.isOver(now)) return 'none';
    if (this.eventId === null) return 'lost';
    this.resolved ??= this.resolve(this.eventId);
    try {
      return await this.resolved;
    } catch (error) {
      this.resolved = null;
      throw error;
    }
  }

  private async resolve(eventId: string): Promise<ResumeState> {
    const position = await this.positionOf(eventId);
    return position === null ? 'lost' : { eventId, position };
  }
}
