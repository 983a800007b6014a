import { onScopeDispose, ref, type Ref } from 'vue';
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router';

export interface UnsavedGuard {
  /** Somebody is about to leave what is not saved: `UnsavedDialog` asks. */
  asking: Ref<boolean>;
  stay: () => void;
  leave: () => void;
}

/**
 * Keeps typed work from being lost: whoever goes to another page of the site is asked first, and who closes the tab or
 * reloads is asked by the browser. To be used in a page or in what a page shows; `UnsavedDialog` does the asking.
 */
export function useUnsaved(isDirty: () => boolean): UnsavedGuard {
  const asking = ref(false);
  let answer: ((leaving: boolean) => void) | undefined;

  const decide = (leaving: boolean): void => {
    asking.value = false;
    answer?.(leaving);
    answer = undefined;
  };

  function ask(): boolean | Promise<boolean> {
    if (!isDirty()) return true;
    // A second way out while the question stands ends the first.
    decide(false);
    asking.value = true;
    return new Promise((resolve) => (answer = resolve));
  }

  onBeforeRouteLeave(ask);
  // Another part on the same page is another form; filters and places of the same one are not.
  onBeforeRouteUpdate((to, from) => to.path === from.path || ask());

  const whenClosing = (event: BeforeUnloadEvent): void => {
    if (isDirty()) event.preventDefault();
  };
  globalThis.addEventListener('beforeunload', whenClosing);
  onScopeDispose(() => {
    globalThis.removeEventListener('beforeunload', whenClosing);
    decide(false);
  });

  return { asking, stay: () => decide(false), leave: () => decide(true) };
}
