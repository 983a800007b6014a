import { describe, expect, it } from '@jest/globals';
import { codeOf, verdictOf } from './outcomes.js';

const READ = { method: 'GET', path: '/v1/order/details/1' };
const ORDER = { method: 'POST', path: '/v1/order' };

describe('what an answer of G2A means', () => {
  it.each([
    ['AUTH01', 400, 'wait', 'no'],
    ['AUTH02', 401, 'wait', 'no'],
    ['AUTH03', 401, 'wait', 'no'],
    ['AUTH04', 401, 'wait', 'no'],
    ['BR01', 400, 'tell_staff', 'no'],
    ['BR02', 400, 'tell_staff', 'no'],
    ['BR03', 429, 'retry', 'no'],
    ['BR04', 400, 'tell_staff', 'no'],
    ['PR01', 404, 'refund', 'no'],
    ['PR02', 404, 'refund', 'no'],
    ['PR03', 400, 'refund', 'no'],
    ['PR04', 400, 'refund', 'no'],
    ['PR05', 400, 'refund', 'no'],
    ['ORD01', 400, 'new_order', 'no'],
    ['ORD02', 404, 'new_order', 'no'],
    ['ORD03', 403, 'retry', 'no'],
    ['ORD04', 400, 'tell_staff', 'yes'],
    ['ORD004', 400, 'tell_staff', 'yes'],
    ['ORD05', 402, 'retry', 'yes'],
    ['ORD06', 400, 'retry', 'yes'],
    ['ORD110', 403, 'tell_staff', 'no'],
    ['ORD111', 403, 'tell_staff', 'no'],
    ['ORD112', 403, 'wait', 'no'],
    ['ORD113', 403, 'tell_staff', 'no'],
    ['ORD114', 403, 'new_order', 'no'],
    ['ORD120', 403, 'tell_staff', 'unknown'],
    ['ORD121', 403, 'wait', 'no'],
    ['ORD122', 502, 'tell_staff', 'unknown'],
    ['API00', 500, 'retry', 'unknown'],
    ['ERR99', 500, 'retry', 'unknown'],
    ['XYZ77', 400, 'tell_staff', 'no'],
    ['XYZ77', 502, 'tell_staff', 'unknown'],
  ])('%s with status %d: %s, reached: %s', (code, status, outcome, reached) => {
    expect(verdictOf(READ, status, code)).toMatchObject({ outcome, reached });
  });

  it('the code decides, whatever the status says', () => {
    for (const status of [400, 401, 403, 404, 429, 500, 502, 503]) {
      expect(verdictOf(ORDER, status, 'ORD114').outcome).toBe('new_order');
    }
  });

  it.each([
    [500, 'retry', 'unknown'],
    [503, 'retry', 'unknown'],
    [302, 'retry', 'unknown'],
    [408, 'retry', 'no'],
    [429, 'retry', 'no'],
    [401, 'wait', 'no'],
    [403, 'tell_staff', 'no'],
    [404, 'tell_staff', 'no'],
  ])('%d without a code: %s, reached: %s', (status, outcome, reached) => {
    expect(verdictOf(READ, status, null)).toMatchObject({ outcome, reached });
  });

  it('a 403 without a code on an order is of an account without means of payment', () => {
    expect(verdictOf(ORDER, 403, null).outcome).toBe('wait');
  });

  it('only what is a code of G2A is taken for one', () => {
    expect(codeOf({ code: 'ORD04' })).toBe('ORD04');
    for (const body of [null, undefined, 'ORD04', {}, { code: 503 }, { code: 'a word' }]) {
      expect(codeOf(body)).toBeNull();
    }
  });
});
