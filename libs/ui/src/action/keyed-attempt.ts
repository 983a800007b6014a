import { shallowRef } from 'vue';
import { toApiError, type ApiError } from '../api/problem';

/** Nobody knows whether it happened: no answer came, or one that does not say. */
const isUndecided = ({ status }: ApiError): boolean =>
  status === 0 || status === 408 || status === 429 || status >= 500;

/**
 * Something that must happen once, sent under an idempotency key. While its outcome is unknown, sending again sends the
 * very same thing under the same key, whatever the form says by then; an answer ends the attempt, and the next one has
 * a key of its own.
 */
export function useKeyedAttempt<B, T>(send: (body: B, key: string) => Promise<T>) {
  /** What was sent and has an unknown outcome; a form that shows it can't be edited. */
  const undecided = shallowRef<{ key: string; body: B } | null>(null);

  async function attempt(body: B): Promise<T> {
    const sent = undecided.value ?? { key: crypto.randomUUID(), body };
    try {
      const answer = await send(sent.body, sent.key);
      undecided.value = null;
      return answer;
    } catch (cause) {
      const error = toApiError(cause);
      undecided.value = isUndecided(error) ? sent : null;
      throw error;
    }
  }

  return { attempt, undecided };
}
