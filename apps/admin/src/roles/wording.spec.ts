import { describe, expect, it } from '@jest/globals';
import { areasOf, mayText, roleText } from './wording';

const ALL = ['audit:read', 'content:read', 'content:write', 'robots:read'];

describe('what a role may do', () => {
  it('is told by area, also of one that has no words yet', () => {
    expect(areasOf(ALL)).toEqual([
      {
        name: 'content',
        title: 'Parts and their content',
        read: 'content:read',
        write: 'content:write',
      },
      { name: 'audit', title: 'Audit log', read: 'audit:read' },
      { name: 'robots', title: 'robots', read: 'robots:read' },
    ]);
  });

  it('is told in words', () => {
    const [content, audit] = areasOf(ALL);
    expect(mayText(content!, ALL)).toBe('See and change');
    expect(mayText(content!, ['content:write'])).toBe('Change');
    expect(mayText(audit!, [])).toBe('–');
  });

  it('is that of a role by its name', () => {
    expect([roleText('admin'), roleText('king')]).toEqual(['Administrators', 'king']);
  });
});
