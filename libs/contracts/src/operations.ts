import type { FromSchema } from 'json-schema-to-ts';
import { timestamp, uuid } from './fragments.js';
import { answerOf, listOf, record } from './parser.js';

/** What services answer the realtime gateway about their own background work, and what it shows staff. */

const text = { type: 'string' } as const;
const textOrNull = { type: ['string', 'null'] } as const;
const integer = { type: 'integer' } as const;

const ownDeadLetter = record({
  id: uuid,
  event_id: text,
  type: textOrNull,
  topic: text,
  partition: integer,
  offset: text,
  /** The aggregate's id. */
  subject: textOrNull,
  /** The consumer group that gave up. */
  consumer: text,
  /** The message's value as text. */
  payload: text,
  error: text,
  attempts: integer,
  failed_at: timestamp,
  resolved_at: textOrNull,
  /** What became of it: null while nobody has dealt with it. */
  resolution: { enum: ['handled', 'discarded', null] },
  resolved_by_name: textOrNull,
  /** Why it was discarded. */
  reason: textOrNull,
  trace_id: textOrNull,
  correlation_id: textOrNull,
});
/** A message that a consumer gave up on, as its service tells of it. */
export type OwnDeadLetter = FromSchema<typeof ownDeadLetter>;
export const deadLetterAnswer = answerOf(ownDeadLetter);
export const deadLettersAnswer = answerOf(record({ items: listOf(ownDeadLetter) }));

const deadLetterRetry = { enum: ['handled', 'already_resolved'] } as const;
export type DeadLetterRetry = FromSchema<typeof deadLetterRetry>;
export const deadLetterRetryAnswer = answerOf(record({ result: deadLetterRetry }));

const deadLetterDiscard = { enum: ['discarded', 'already_resolved'] } as const;
export type DeadLetterDiscard = FromSchema<typeof deadLetterDiscard>;
export const deadLetterDiscardAnswer = answerOf(record({ result: deadLetterDiscard }));

/** What a service handles, and what of it may be handled once more. */
const handledTypes = record({
  items: listOf(record({ type: text, again: { type: 'boolean' }, reason: textOrNull })),
});
export type HandledTypesAnswer = FromSchema<typeof handledTypes>;
export const handledTypesAnswer = answerOf(handledTypes);

/** What became of events of the past that a service was handed: handled, handled before for this replay, none of its business. */
const replayResult = record({ handled: integer, repeated: integer, ignored: integer });
export type ReplayResult = FromSchema<typeof replayResult>;
export const replayResultAnswer = answerOf(replayResult);

/** `waiting`: never tried. `retrying`: failed at least once, and is tried again. `given_up`: only a person retries it. */
export const JOB_STATES = ['waiting', 'retrying', 'running', 'given_up'] as const;
const jobState = { enum: JOB_STATES } as const;
export type JobState = FromSchema<typeof jobState>;

const ownJob = record({
  id: uuid,
  /** The kind of job: `refund-payout`. */
  name: text,
  /** The same in plain English: "Pay a refund out". */
  title: text,
  /** The business key: an order's id, a refund's. Never an address or a token. */
  subject: textOrNull,
  state: jobState,
  attempts: integer,
  due_at: timestamp,
  created_at: timestamp,
  /** A problem code, or an error's name and a short message without personal data. */
  last_error: textOrNull,
  correlation_id: textOrNull,
});
/** A job that is not done, as its service tells of it. */
export type OwnJob = FromSchema<typeof ownJob>;

const ownJobCount = record({ name: text, state: jobState, jobs: integer });
/** How many jobs of a kind are in a state. */
export type OwnJobCount = FromSchema<typeof ownJobCount>;
export const jobsAnswer = answerOf(record({ items: listOf(ownJob), counts: listOf(ownJobCount) }));

const jobRetry = { enum: ['queued', 'already_done'] } as const;
export type JobRetry = FromSchema<typeof jobRetry>;
export const jobRetryAnswer = answerOf(record({ result: jobRetry }));
