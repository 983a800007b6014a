import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isOnFor } from './flag-rule.js';

const FLAG = 'feature_x';
const rule = { enabled: true, percentage: null, roles: [] };

describe('a flag', () => {
  it('is on for everybody, or for nobody', () => {
    expect(isOnFor(FLAG, rule, {})).toBe(true);
    expect(isOnFor(FLAG, { ...rule, enabled: false }, { key: 'a', roles: ['admin'] })).toBe(false);
  });

  it('of a share of people answers the same person the same, and a greater share keeps who was in it', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 0, max: 100 }),
        (key, a, b) => {
          const [few, many] = [Math.min(a, b), Math.max(a, b)];
          const at = (percentage: number) => isOnFor(FLAG, { ...rule, percentage }, { key });
          expect(at(few)).toBe(at(few));
          expect(at(few) && !at(many)).toBe(false);
          expect([at(0), at(100)]).toEqual([false, true]);
        },
      ),
    );
  });

  it('of a share of people has about that many, and not the same ones for every flag', () => {
    const people = Array.from({ length: 10_000 }, (_, n) => `person-${n}`);
    const among = (flag: string) =>
      people.filter((key) => isOnFor(flag, { ...rule, percentage: 30 }, { key }));
    const one = new Set(among(FLAG));
    expect(Math.abs(one.size - 3_000)).toBeLessThan(300);
    const both = among('feature_y').filter((key) => one.has(key)).length;
    expect(Math.abs(both - 900)).toBeLessThan(200);
  });

  it('of a share of people leaves out whoever can’t be told from others', () => {
    expect(isOnFor(FLAG, { ...rule, percentage: 99 }, {})).toBe(false);
    expect(isOnFor(FLAG, { ...rule, percentage: 100 }, {})).toBe(true);
  });

  it('of some roles is on for whoever has one of them', () => {
    const forStaff = { ...rule, roles: ['content', 'stock'] };
    expect(isOnFor(FLAG, forStaff, { roles: ['customer', 'stock'] })).toBe(true);
    expect(isOnFor(FLAG, forStaff, { roles: ['customer'] })).toBe(false);
    expect(isOnFor(FLAG, forStaff, {})).toBe(false);
    expect(isOnFor(FLAG, { ...forStaff, percentage: 0 }, { key: 'a', roles: ['stock'] })).toBe(
      false,
    );
  });
});
