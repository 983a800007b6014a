import { nextTick, onScopeDispose, watch, type Ref } from 'vue';

/**
 * Whoever closes a dialog goes on where they were: at what opened it, or, where that is gone or can't be used any more, at
 * the heading of the page. Vuetify knows only its own activators.
 */
export function returnFocus(open: Ref<boolean>): void {
  let before: Element | null = null;
  watch(open, (now) => {
    if (now) before = document.activeElement;
    else void giveBack(before);
  });
  // What was confirmed may take the dialog away together with what opened it.
  onScopeDispose(() => open.value && void giveBack(before));
}

async function giveBack(opener: Element | null): Promise<void> {
  await nextTick();
  if (!isUsable(opener)) {
    focusHeading();
    return;
  }
  opener.focus();
  followUntilMoved(opener);
}

function isUsable(element: Element | null): element is HTMLElement {
  return (
    element instanceof HTMLElement &&
    element !== document.body &&
    element.isConnected &&
    !element.matches(':disabled')
  );
}

/** What a confirmed dialog was opened from often goes only when the page has heard of the change. */
function followUntilMoved(element: HTMLElement): void {
  const observer = new MutationObserver(() => {
    if (isUsable(element)) return;
    stop();
    focusHeading();
  });
  const stop = (): void => {
    observer.disconnect();
    document.removeEventListener('focusin', stop);
  };
  observer.observe(document.body, {
    attributeFilter: ['disabled'],
    childList: true,
    subtree: true,
  });
  document.addEventListener('focusin', stop);
}

function focusHeading(): void {
  const place = document.querySelector<HTMLElement>('main h1') ?? document.querySelector('main');
  if (!place) return;
  if (!place.hasAttribute('tabindex')) place.tabIndex = -1;
  // Nobody who uses a mouse wants the page to jump.
  place.focus({ preventScroll: true });
}
