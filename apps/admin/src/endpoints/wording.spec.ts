import { describe, expect, it } from '@jest/globals';
import { resultText, standing, typeText, whyOff } from './wording';

describe('an outgoing webhook', () => {
  const on = { enabled: true, off_reason: null, failing_since: null };

  it('says how it is doing', () => {
    expect(standing(on).text).toBe('On');
    expect(standing({ ...on, failing_since: '2026-01-01T00:00:00.000Z' }).text).toBe('Failing');
    expect(standing({ ...on, enabled: false }).text).toBe('Switched off');
    const off = { ...on, enabled: false, off_reason: 'gone' as const };
    expect([standing(off).text, whyOff(off)]).toEqual([
      'Switched off by the shop',
      'It answered that it wants no more messages.',
    ]);
    expect(whyOff(on)).toBeNull();
  });

  it('says how the last try ended', () => {
    const tried = { at: '2026-01-01T00:00:00.000Z', duration_ms: 31, answer: null };
    expect(resultText({ attempts: [] })).toBe('Not tried yet');
    expect(resultText({ attempts: [{ ...tried, status: 204, error: null }] })).toBe(
      'Answered 204 (31 ms)',
    );
    const failed = { ...tried, status: null, error: 'The connection was refused.' };
    expect(resultText({ attempts: [failed, failed] })).toBe(
      'The connection was refused. (31 ms, try 2)',
    );
  });

  it('names what a message is about', () => {
    expect([typeText('price.updated'), typeText('webhook.test'), typeText('x.y')]).toEqual([
      'A price changes',
      'Test message',
      'x.y',
    ]);
  });
});
