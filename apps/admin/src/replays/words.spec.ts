import { describe, expect, it } from '@jest/globals';
import { askedOf, type ReplayForm } from './words';

const EMPTY: ReplayForm = {
  to: 'group',
  group: null,
  debug: '',
  type: null,
  subject: ' ',
  from: '',
  until: '',
};

describe('what the form of a replay asks for', () => {
  it('is nothing where a field was left empty', () => {
    expect(JSON.stringify(askedOf({ ...EMPTY, group: 'inventory' }))).toBe('{"group":"inventory"}');
  });

  it('is a topic for debugging by its last word, and times in the reader’s own zone', () => {
    const asked = askedOf({ ...EMPTY, to: 'debug', debug: 'ada', from: '2026-11-28T10:00' });
    expect(asked.debug_topic).toBe('tandem.debug.ada');
    expect(asked.from).toBe(new Date(2026, 10, 28, 10).toISOString());
  });
});
