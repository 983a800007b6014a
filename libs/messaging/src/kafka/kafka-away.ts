import { isConnectionError, tellsAbsenceOf } from '@tandem/observability';

/** What the client throws when brokers, or the one that counts, do not answer. */
const AWAY = new Set([
  'KafkaJSConnectionError',
  'KafkaJSConnectionClosedError',
  'KafkaJSRequestTimeoutError',
  'KafkaJSTimeout',
  'KafkaJSBrokerNotFound',
  'KafkaJSNoBrokerAvailableError',
  'KafkaJSGroupCoordinatorNotFound',
  'KafkaJSLockTimeout',
]);

interface ClientError {
  name?: string;
  retriable?: boolean;
  cause?: unknown;
  originalError?: unknown;
}

/** Marks what the client threw as Kafka's absence, unless it is a refusal, which asking again would not change. */
export function kafkaError(error: unknown): unknown {
  return error instanceof Error && isAway(error) ? tellsAbsenceOf('kafka', error) : error;
}

function isAway(error: unknown): boolean {
  if (isConnectionError(error)) return true;
  const { name, retriable, cause, originalError } = error as ClientError;
  if ((name !== undefined && AWAY.has(name)) || retriable === true) return true;
  // "The number of retries is exceeded" wraps what each of them met.
  return [cause, originalError].some((inner) => inner instanceof Error && isAway(inner));
}
