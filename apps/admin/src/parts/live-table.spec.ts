import { describe, expect, it } from '@jest/globals';
import type { AdminPart, AdminPartPage } from '@tandem/ui';
import { newcomers, withPart } from './live-table';

const part = (id: number, version = 2, stock = 2) =>
  ({ id, version, part_name: `part ${id}`, stock: { version: stock } }) as AdminPart;
const page = { items: [part(3), part(2), part(1)], next_cursor: null } as AdminPartPage;

describe('a table of parts while they change', () => {
  it('follows a part in its place', () => {
    const after = withPart(page, { ...part(2, 3), part_name: 'renamed' });
    expect(after.items.map(({ id }) => id)).toEqual([3, 2, 1]);
    expect(after.items[1]).toMatchObject({ part_name: 'renamed', version: 3 });
    expect(after.items[0]).toBe(page.items[0]);
  });

  it('does not fall back to what is older than what it shows', () => {
    expect(withPart(page, part(2, 1))).toBe(page);
    expect(withPart(page, part(2, 2, 1))).toBe(page);
    expect(withPart(page, part(9))).toBe(page);
  });

  it('counts the parts that came, not those that changed elsewhere', () => {
    const of = (reason: string) => newcomers(page, { list: 'parts', part_ids: [3, 9], reason });
    expect(of('created')).toEqual([9]);
    expect(of('restored')).toEqual([9]);
    expect(of('stock')).toEqual([]);
  });
});
