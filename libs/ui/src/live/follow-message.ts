import { watch } from 'vue';
import type { LiveClient } from './live-client';

interface Handlers<T> {
  onMessage: (payload: T) => void;
  /** Some may have been missed: fetch what is shown. Also on the first connection. */
  onMissed: () => void;
}

/**
 * Follows a message that nobody keeps for whoever is away, unlike changes of parts and orders. The returned function
 * ends it.
 */
export function followMessage<T>(
  live: LiveClient,
  name: string,
  { onMessage, onMissed }: Handlers<T>,
): () => void {
  const ends = [
    live.on(name, onMessage),
    live.watch({ onResync: onMissed }),
    watch(live.state, (state) => state === 'live' && onMissed()),
  ];
  return () => ends.forEach((end) => end());
}
