import { describe, expect, it } from '@jest/globals';
import { KEY_ACTIONS, KEY_ORDERS, keyActions, keyReason, type KeyOrderState } from './key-words';

describe('what staff see of the purchase of a key', () => {
  it('why it stands where it does, in words', () => {
    expect(keyReason('not_linked')).toContain('not linked');
    expect(keyReason('g2a_away')).toBe('G2A has not answered for hours.');
    expect(keyReason('g2a_ord110')).toBe('G2A answered ORD110.');
    expect(keyReason('something_new')).toBe('something new');
    expect(keyReason(null)).toBe('');
  });

  it('can be acted on where staff are needed, and not while money is moving', () => {
    expect(keyActions('needs_staff')).toEqual(['retry', 'upload', 'replace', 'refund']);
    expect(keyActions('paying')).toEqual([]);
    expect(keyActions('refund')).toEqual([]);
    for (const state of Object.keys(KEY_ORDERS) as KeyOrderState[]) {
      for (const action of keyActions(state)) expect(KEY_ACTIONS[action].button).not.toBe('');
    }
  });
});
