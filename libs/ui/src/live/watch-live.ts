import { onScopeDispose, watch } from 'vue';
import type { LiveClient } from './live-client';
import type { Watcher } from './live-types';

/** Watches parts and lists for as long as the component lives, following what `source` returns. */
export function watchLive(
  live: LiveClient,
  source: () => { parts?: number[]; lists?: string[] },
  handlers: Omit<Watcher, 'parts' | 'lists'>,
): void {
  let stop: (() => void) | undefined;
  watch(
    () => JSON.stringify(source()),
    () => {
      const previous = stop;
      stop = live.watch({ ...source(), ...handlers });
      // The new watch begins before the old one ends, so that what both want stays subscribed.
      previous?.();
    },
    { immediate: true },
  );
  onScopeDispose(() => stop?.());
}
