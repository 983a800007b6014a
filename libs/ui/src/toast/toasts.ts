import { ref } from 'vue';

export type ToastColor = 'success' | 'error' | 'info' | 'warning';

export interface Toast {
  text: string;
  color: ToastColor;
  /** Takes back the change the toast tells of; named like a listener, as the queue hands what it does not know to the page. */
  onUndo?: () => unknown;
  /** The queue calls it when the toast goes, for whatever reason. */
  onDismiss?: () => void;
}

/** The short notices of one site. The queue of the component takes a shown toast out by replacing the list. */
export function createToasts() {
  const toasts = ref<Toast[]>([]);

  function toast(text: string, color: ToastColor = 'success'): void {
    toasts.value = [...toasts.value, { text, color }];
  }

  /** Tells of a change that is made already, and of the way back. */
  function toastWithUndo(text: string, undo: () => unknown): void {
    toasts.value = [...toasts.value, { text, color: 'success', onUndo: undo }];
  }

  /**
   * Does what can't be taken back once it is done: `commit` runs when its toast goes, at the latest when the page is left
   * or hidden. `undone` puts back what the page already shows as done.
   */
  function commitLater(text: string, commit: () => unknown, undone: () => unknown): void {
    let settled = false;
    const settle = (work: () => unknown): void => {
      if (settled) return;
      settled = true;
      globalThis.removeEventListener?.('pagehide', now);
      globalThis.document?.removeEventListener('visibilitychange', now);
      work();
    };
    const now = (): void => settle(commit);
    globalThis.addEventListener?.('pagehide', now);
    // Toasts of a hidden page stand still: nobody is there to think better of it.
    globalThis.document?.addEventListener('visibilitychange', now);
    const item: Toast = { text, color: 'info', onUndo: () => settle(undone), onDismiss: now };
    toasts.value = [...toasts.value, item];
  }

  return { toasts, toast, toastWithUndo, commitLater };
}
