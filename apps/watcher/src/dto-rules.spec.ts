import { describe, expect, it } from '@jest/globals';
import { takenForObjects, textsWithoutRule } from '@tandem/testing';
import './service.js';

describe('the fields of every DTO of this service', () => {
  it('that hold objects refuse what is none, and say which one', async () => {
    expect(await takenForObjects()).toEqual([]);
  });

  it('that hold text keep the rule for people’s texts, or a format of their own', () => {
    expect(textsWithoutRule()).toEqual([]);
  });
});
