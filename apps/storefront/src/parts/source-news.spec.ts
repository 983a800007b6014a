import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { followSources } from './source-news';

describe('a source of stock that goes silent, or is back', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  function page() {
    const listeners = new Map<string, () => void>();
    const fetchParts = jest.fn();
    const on = (name: string, listener: (payload: never) => void) => {
      listeners.set(name, listener as () => void);
      return () => listeners.delete(name);
    };
    followSources({ on }, fetchParts);
    return { hear: (name: string) => listeners.get(name)!(), fetchParts };
  }

  it.each(['sync.stale', 'sync.recovered'])('%s: what is shown is fetched again, soon', (name) => {
    const { hear, fetchParts } = page();
    hear(name);
    expect(fetchParts).not.toHaveBeenCalled();
    jest.advanceTimersByTime(5_000);
    expect(fetchParts).toHaveBeenCalledTimes(1);
  });

  it('several at once are one asking', () => {
    const { hear, fetchParts } = page();
    for (const name of ['sync.stale', 'sync.recovered', 'sync.stale']) hear(name);
    jest.advanceTimersByTime(5_000);
    expect(fetchParts).toHaveBeenCalledTimes(1);
  });
});
