import type { G2aOutcome, Reached, Verdict } from './outcomes.js';

/** A call to G2A that was not carried out, and what to do about it. */
export class G2aProblem extends Error {
  readonly away: string | undefined;
  readonly outcome: G2aOutcome;
  readonly reached: Reached;
  /** Whether G2A itself is ill, and not only this call. */
  readonly ill: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(
    /** G2A's own code, or a word of the shop: `no_answer`, `unreadable`, `breaker_open`, `http_404`. */
    readonly code: string,
    verdict: Verdict,
    { retryAfterMs, cause }: { retryAfterMs?: number | undefined; cause?: unknown } = {},
  ) {
    super(`G2A: ${code}`, { cause });
    this.name = 'G2aProblem';
    this.outcome = verdict.outcome;
    this.reached = verdict.reached;
    this.ill = verdict.ill ?? false;
    this.retryAfterMs = retryAfterMs;
    if (this.ill) this.away = 'g2a';
  }
}
