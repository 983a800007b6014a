import { describe, expect, it } from '@jest/globals';
import { missingText, readableJson, whatWentWrong } from './wording';

describe('what went wrong', () => {
  it('is said in plain English where the error is known, beside what the service wrote', () => {
    expect(whatWentWrong('UnparsableMessage: the value is not JSON')).toEqual({
      plain: 'The message could not be read.',
      exact: 'UnparsableMessage: the value is not JSON',
    });
    expect(whatWentWrong('unavailable: g2a is not answering.').plain).toBe(
      'A service did not answer.',
    );
  });

  it('is the sentence of a refusal without its code', () => {
    const error = 'return_too_much: More units would be returned than were sold.';
    expect(whatWentWrong(error)).toEqual({
      plain: 'More units would be returned than were sold.',
      exact: error,
    });
  });

  it('is the service’s own words otherwise', () => {
    const own = 'The merchant account is closed: no refunds.';
    expect(whatWentWrong(own)).toEqual({ plain: own, exact: null });
    expect(whatWentWrong(null)).toEqual({ plain: '–', exact: null });
  });
});

it('services that are away are named as staff call them', () => {
  expect(missingText(['order', 'sync-gateway'], 'jobs')).toBe(
    'Orders and Payments did not answer. Their jobs are missing from this list.',
  );
});

it('a message is shown as JSON that can be read, and one that is none as it came', () => {
  expect(readableJson('{"part_id":7,"changed":["sku"]}')).toBe(
    '{\n  "part_id": 7,\n  "changed": [\n    "sku"\n  ]\n}',
  );
  expect(readableJson('{"part_id":')).toBe('{"part_id":');
});
