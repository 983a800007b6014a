import { describe, expect, it } from '@jest/globals';
import type { ShopStatus } from '@tandem/ui';
import { summaryOf } from './status-words';

type State = ShopStatus['parts'][number]['state'];

const status = (shop: State, search: State, checkout: State) => ({
  parts: [
    { name: 'shop' as const, title: 'Shop', state: shop },
    { name: 'search' as const, title: 'Search', state: search },
    { name: 'checkout' as const, title: 'Checkout', state: checkout },
  ],
  incidents: [{ title: 'Some payments failed', ended_at: '2026-11-28T12:34:00.000Z' }],
});

describe('the status page, in one sentence', () => {
  it('says that all is well', () => {
    expect(summaryOf(status('working', 'working', 'working'))).toBe('Everything is working');
  });

  it('does not say so while an incident goes on that no part shows', () => {
    const { parts, incidents } = status('working', 'working', 'working');
    const ongoing = { title: 'Payments take longer than usual', ended_at: null };
    expect(summaryOf({ parts, incidents: [ongoing, ...incidents] })).toBe(ongoing.title);
  });

  it('names what is slow, and rather what does not work', () => {
    expect(summaryOf(status('slow', 'slow', 'working'))).toBe('Slower than usual: Shop and Search');
    expect(summaryOf(status('slow', 'working', 'not_working'))).toBe(
      'Not working right now: Checkout',
    );
  });
});
