import { describe, expect, it } from '@jest/globals';
import type { AuditEntry } from '@tandem/ui';
import { changesOf, fieldText, recordPage, recordText, summaryOf, whoText } from './wording';

const entry: AuditEntry = {
  id: '1',
  table_schema: 'catalog',
  table_name: 'parts',
  record_id: '7',
  operation: 'UPDATE',
  old_values: { price_minor: 1000, currency: 'EUR', version: 1, part_name: 'Pad', region: null },
  new_values: { price_minor: 1250, currency: 'EUR', version: 2, part_name: 'Pad', region: '' },
  changed_by: '0199aabb-cc00-7000-8000-000000000001',
  changed_by_email: 'ada@tandem.test',
  changed_at: '2026-05-01T10:00:00.000Z',
  ip_address: null,
  user_agent: null,
  correlation_id: null,
};

describe('a change on record', () => {
  it('is told field by field, amounts as money, without what only follows from it', () => {
    expect(changesOf(entry).map(({ field }) => field)).toEqual(['price_minor']);
    expect(summaryOf(entry)).toEqual([expect.stringMatching(/^Price: .*10.* → .*12.50.*$/)]);
  });

  it('of a row that is new tells what it holds, and has no summary', () => {
    const added: AuditEntry = { ...entry, operation: 'INSERT', old_values: null };
    expect(changesOf(added).map(({ field }) => field)).toEqual([
      ...['price_minor', 'currency', 'part_name'],
    ]);
    expect(summaryOf(added)).toEqual([]);
  });

  it('of the roles of an account names the role that was given or taken', () => {
    const role = { user_id: '7', role: 'content' };
    const given = { ...entry, table_name: 'user_roles', operation: 'INSERT' as const };
    expect(summaryOf({ ...given, old_values: null, new_values: role })).toEqual(['Role: content']);
    const taken = { ...given, operation: 'DELETE' as const, old_values: role, new_values: null };
    expect(summaryOf(taken)).toEqual(['Role: content']);
  });

  it('tells rich text as people read it, unless only its markup has changed', () => {
    const changed = (before: string, after: string) =>
      summaryOf({
        ...entry,
        old_values: { description: before },
        new_values: { description: after },
      });
    expect(changed('<p>In <em>Gilded</em> City</p>', '<p>In town</p>')).toEqual([
      'Description: In Gilded City → In town',
    ]);
    expect(changed('<p>In town</p>', '<p>In <b>town</b></p>')).toEqual([
      'Description: <p>In town</p> → <p>In <b>town</b></p>',
    ]);
  });

  it('tells many changes in few lines', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const many = {
      ...entry,
      old_values: {},
      new_values: Object.fromEntries(names.map((n) => [n, 1])),
    };
    expect(summaryOf(many)).toHaveLength(4);
    expect(summaryOf(many).at(-1)).toBe('and 2 more');
  });

  it('names who did it, also when nobody or somebody who is gone did', () => {
    expect(whoText(entry)).toBe('ada@tandem.test');
    expect(whoText({ ...entry, changed_by_email: null })).toBe('Account 0199aabb, which is gone');
    expect(whoText({ ...entry, changed_by: null })).toBe('The shop itself');
  });

  it('names its record, and leads to its page where there is one', () => {
    expect(recordText(entry)).toBe('Part 7');
    expect(recordPage(entry)).toEqual({ name: 'part', params: { id: '7' } });
    const link = { ...entry, table_name: 'webhook_inbox', record_id: entry.changed_by };
    expect(recordText(link)).toBe('webhook_inbox …00000001');
    expect(recordPage(link)).toBeNull();
    expect(fieldText('part_name')).toBe('Name');
    expect(fieldText('min_stock_level')).toBe('Min stock level');
  });
});
