import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { SourcesStale } from '@tandem/ui';
import { followSources } from './source-news';

const NONE: SourcesStale['sources'] = [];
const SILENT: SourcesStale['sources'] = [{ source: 'warehouse', last_success_at: null }];
const LONG_AGO = 3_600_000;

describe('a source of stock that goes silent, or is back', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  function page() {
    let listener: (told: SourcesStale) => void;
    const fetchStock = jest.fn();
    const on = (_: string, heard: (payload: never) => void) => {
      listener = heard as typeof listener;
      return () => undefined;
    };
    followSources({ on }, fetchStock);
    const hear = (sources: SourcesStale['sources'], since_ms = 0) =>
      listener({ sources, since_ms });
    const fetched = () => (jest.advanceTimersByTime(5_000), fetchStock.mock.calls.length);
    return { hear, fetched, fetchStock };
  }

  it('is fetched again each time, soon and not at once', () => {
    const { hear, fetched, fetchStock } = page();
    hear(NONE, LONG_AGO);
    expect(fetched()).toBe(0);
    hear(SILENT);
    expect(fetchStock).not.toHaveBeenCalled();
    expect(fetched()).toBe(1);
    hear(NONE);
    expect(fetched()).toBe(2);
  });

  it('is one asking for several changes at once', () => {
    const { hear, fetched } = page();
    hear(NONE, LONG_AGO);
    for (const sources of [SILENT, NONE, SILENT]) hear(sources);
    expect(fetched()).toBe(1);
  });

  it('is found out by a page that was away for it, and costs nothing when all is as before', () => {
    const { hear, fetched } = page();
    hear(SILENT, LONG_AGO);
    hear(SILENT, LONG_AGO);
    expect(fetched()).toBe(0);
    hear(NONE, LONG_AGO);
    expect(fetched()).toBe(1);
  });

  it('is found out by a page that was read just before and connects just after', () => {
    const { hear, fetched } = page();
    hear(NONE, 500);
    expect(fetched()).toBe(1);
  });
});
