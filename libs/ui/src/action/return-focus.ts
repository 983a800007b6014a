import { nextTick, watch, type Ref } from 'vue';

/** Whoever closes a dialog that was opened from code goes on where they were; Vuetify knows only its own activators. */
export function returnFocus(open: Ref<boolean>): void {
  let before: Element | null = null;
  watch(open, async (now) => {
    if (now) {
      before = document.activeElement;
      return;
    }
    await nextTick();
    if (before instanceof HTMLElement) before.focus();
  });
}
