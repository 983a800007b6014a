import { SECOND_BUCKETS, counter, histogram } from '@tandem/observability';
import type { EventInfo } from './wire.js';

const handled = counter('messages_handled', {
  unit: '{message}',
  description: 'Messages by what became of them: done, duplicate, dead.',
});
const delays = histogram('event_handling_delay', {
  description: 'From the commit of a change until a consumer has dealt with its event.',
  unit: 's',
  buckets: [...SECOND_BUCKETS, 30, 60, 300],
});

/** Counts what has become of a message, by its type. */
export function countMessage(
  consumer: string,
  type: string,
  result: 'done' | 'duplicate' | 'dead',
): void {
  handled.add(1, { consumer, type, result });
}

/** Counts an event, and for one that was dealt with now how long that took; a snapshot tells of no change. */
export function countEvent(
  consumer: string,
  { type, time, snapshot }: EventInfo,
  result: 'done' | 'duplicate',
): void {
  countMessage(consumer, type, result);
  if (result !== 'done' || snapshot) return;
  const seconds = (Date.now() - Date.parse(time)) / 1_000;
  delays.record(Math.max(0, seconds), { consumer });
}
