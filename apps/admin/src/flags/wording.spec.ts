import { describe, expect, it } from '@jest/globals';
import { whoHasIt, type FlagForm } from './wording';

describe('what a flag says of itself', () => {
  it.each<[FlagForm, string]>([
    [{ enabled: false, percentage: 50, roles: [] }, 'Off for everybody'],
    [{ enabled: true, percentage: 0, roles: ['stock'] }, 'Off for everybody'],
    [{ enabled: true, percentage: null, roles: [] }, 'On for everybody'],
    [{ enabled: true, percentage: 100, roles: [] }, 'On for everybody'],
    [{ enabled: true, percentage: 30, roles: [] }, 'On for 30% of people'],
    [{ enabled: true, percentage: null, roles: ['stock'] }, 'On for people with the role stock'],
    [
      { enabled: true, percentage: 5, roles: ['admin', 'content'] },
      'On for 5% of people with the roles administrators, content',
    ],
  ])('of %j is "%s"', (rule, text) => {
    expect(whoHasIt(rule)).toBe(text);
  });
});
