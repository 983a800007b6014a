import { describe, expect, it, jest } from '@jest/globals';
import { createToasts } from './toasts';

describe('a change that can’t be taken back once it is done', () => {
  it('is done when its toast goes, once', () => {
    const { commitLater, toasts } = createToasts();
    const [commit, undone] = [jest.fn(), jest.fn()];
    commitLater('The image is removed', commit, undone);
    expect(commit).not.toHaveBeenCalled();
    toasts.value[0]!.onDismiss!();
    expect(commit).toHaveBeenCalledTimes(1);
    toasts.value[0]!.onUndo!();
    expect(undone).not.toHaveBeenCalled();
  });

  it('is never done when it was taken back', () => {
    const { commitLater, toasts } = createToasts();
    const [commit, undone] = [jest.fn(), jest.fn()];
    commitLater('The image is removed', commit, undone);
    toasts.value[0]!.onUndo!();
    toasts.value[0]!.onDismiss!();
    expect(undone).toHaveBeenCalledTimes(1);
    expect(commit).not.toHaveBeenCalled();
  });

  it('is done at once when the page is left', () => {
    const page = new EventTarget();
    const { addEventListener, removeEventListener } = globalThis;
    globalThis.addEventListener = page.addEventListener.bind(page) as never;
    globalThis.removeEventListener = page.removeEventListener.bind(page) as never;
    try {
      const commit = jest.fn();
      createToasts().commitLater('The image is removed', commit, jest.fn());
      page.dispatchEvent(new Event('pagehide'));
      expect(commit).toHaveBeenCalledTimes(1);
    } finally {
      Object.assign(globalThis, { addEventListener, removeEventListener });
    }
  });
});
