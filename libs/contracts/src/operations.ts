/** What services answer the realtime gateway about their own background work, and what it shows staff. */

/** A message that a consumer gave up on, as its service tells of it. */
export interface OwnDeadLetter {
  id: string;
  event_id: string;
  type: string | null;
  topic: string;
  /** The aggregate's id. */
  subject: string | null;
  /** The consumer group that gave up. */
  consumer: string;
  /** The message's value as text. */
  payload: string;
  error: string;
  attempts: number;
  failed_at: string;
  resolved_at: string | null;
}

export type DeadLetterRetry = 'handled' | 'already_resolved';

/** `waiting`: never tried. `retrying`: failed at least once, and is tried again. `given_up`: only a person retries it. */
export const JOB_STATES = ['waiting', 'retrying', 'running', 'given_up'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** A job that is not done, as its service tells of it. */
export interface OwnJob {
  id: string;
  /** The kind of job: `refund-payout`. */
  name: string;
  /** The same in plain English: "Pay a refund out". */
  title: string;
  /** The business key: an order's id, a refund's. Never an address or a token. */
  subject: string | null;
  state: JobState;
  attempts: number;
  due_at: string;
  created_at: string;
  /** A problem code, or an error's name and a short message without personal data. */
  last_error: string | null;
  correlation_id: string | null;
}

/** How many jobs of a kind are in a state. */
export interface OwnJobCount {
  name: string;
  state: JobState;
  jobs: number;
}

export type JobRetry = 'queued' | 'already_done';
