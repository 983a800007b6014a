import { useUnsaved, type UnsavedGuard } from '@tandem/ui';
import { onScopeDispose } from 'vue';
import { session } from './panel';

/** Asks before typed work is left, but not whoever's session has ended: their draft is kept and waits for them. */
export function useUnsavedWork(isDirty: () => boolean, drop: () => void): UnsavedGuard {
  const guard = useUnsaved(() => session.isSignedIn.value && isDirty());
  return {
    ...guard,
    leave: () => {
      drop();
      guard.leave();
    },
  };
}

/** Ctrl+S (⌘S) saves what can be saved, and never opens the browser's own dialog. */
export function useSaveKey(save: () => unknown): void {
  const onKey = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 's')
      return;
    event.preventDefault();
    if (!event.repeat) save();
  };
  globalThis.addEventListener('keydown', onKey);
  onScopeDispose(() => globalThis.removeEventListener('keydown', onKey));
}

/** Enter in a one-line field would send the whole form: shoppers would see what is half typed. */
export function stayOnEnter(event: KeyboardEvent): void {
  if (event.target instanceof HTMLInputElement) event.preventDefault();
}
