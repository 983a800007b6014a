import { describe, expect, it } from '@jest/globals';
import type { LiveEvent, Part } from '@tandem/ui';
import { QueryClient } from '@tanstack/vue-query';
import { applyEvent, partKey, withEvent, withEventOnPart } from './apply-event';

const part = {
  id: 7,
  version: 3,
  part_name: 'Brake pad',
  price: { amount: '19.99', currency: 'EUR' },
  stock: {
    current_stock: 5,
    available_stock: 5,
    is_in_stock: true,
    is_low_stock: false,
    as_of: '2026-01-01T00:00:00.000Z',
    stale: false,
  },
} as Part;

const event = (type: string, version: number, data: Record<string, unknown>): LiveEvent => ({
  id: `${type}-${version}`,
  type,
  part_id: 7,
  version,
  data,
  timestamp: '2026-01-01T00:00:01.000Z',
});

const soldOut = event('stock.updated', 9, {
  current_stock: 2,
  available_stock: 0,
  is_in_stock: false,
  is_low_stock: true,
});

describe('an event on an open page', () => {
  it('shows the new stock and leaves the content alone', () => {
    const shown = withEvent(part, soldOut);
    expect(shown.stock).toMatchObject({ available_stock: 0, is_in_stock: false });
    expect(shown.part_name).toBe('Brake pad');
  });

  it('does not make stale stock fresh: whoever counts it has still not been heard', () => {
    const stale = { ...part, stock: { ...part.stock, stale: true } };
    expect(withEvent(stale, soldOut).stock).toEqual({
      ...stale.stock,
      ...soldOut.data,
    });
    expect(withEvent(part, soldOut).stock.as_of).toBe(soldOut.timestamp);
  });

  it('shows new content and keeps the stock, which has versions of its own', () => {
    const renamed = event('content.updated', 4, { part: { part_name: 'Brake pad II' } });
    const shown = withEvent(part, renamed);
    expect([shown.part_name, shown.version, shown.stock.current_stock]).toEqual([
      'Brake pad II',
      4,
      5,
    ]);
  });

  it('never puts older content over newer', () => {
    const old = event('content.updated', 2, { part: { part_name: 'Brake pod' } });
    expect(withEvent(part, old)).toBe(part);
  });

  it('changes the part page and every list page that shows the part, and no other', () => {
    const client = new QueryClient();
    const other = { ...part, id: 8 };
    client.setQueryData(partKey(7), part);
    client.setQueryData(['parts', {}], { pages: [{ items: [other, part] }], pageParams: [null] });
    const unrelated = { pages: [{ items: [other] }], pageParams: [null] };
    client.setQueryData(['parts', { q: 'x' }], unrelated);
    applyEvent(client, soldOut);
    expect(client.getQueryData<Part>(partKey(7))?.stock.available_stock).toBe(0);
    const list = client.getQueryData<{ pages: { items: Part[] }[] }>(['parts', {}]);
    expect(list?.pages[0]?.items.map((item) => item.stock.available_stock)).toEqual([5, 0]);
    expect(client.getQueryData(['parts', { q: 'x' }])).toBe(unrelated);
  });

  it('takes a deleted part off its page', () => {
    const client = new QueryClient();
    client.setQueryData(partKey(7), part);
    applyEvent(client, event('part.deleted', 4, {}));
    expect(client.getQueryData(partKey(7))).toBeNull();
  });

  it('takes a part that was deleted while its page was on its way off it too, and no other', () => {
    const deleted = event('part.deleted', 4, {});
    expect(withEventOnPart(part, deleted)).toBeNull();
    expect(withEventOnPart({ ...part, id: 8 }, deleted)).toMatchObject({ id: 8 });
    expect(withEventOnPart(part, soldOut)?.stock.available_stock).toBe(0);
  });
});
