import { describe, expect, it } from '@jest/globals';
import { keyNote, pictureOf } from './key-words';

describe('the key of a game', () => {
  it('can be shown when it is ready, and again later', () => {
    expect(keyNote('ready')).toBeNull();
    expect(keyNote('revealed')).toBeNull();
  });

  it('says otherwise why it can not', () => {
    expect(keyNote('pending')).toContain('It appears here by itself');
    expect(keyNote('replaced')).toContain('was replaced');
    expect(keyNote('refunded')).toContain('is refunded');
  });

  it.each([
    ['iVBORw0KGgo=', 'data:image/png;base64,iVBORw0KGgo='],
    ['/9j/4AAQ', 'data:image/jpeg;base64,/9j/4AAQ'],
    ['R0lGODlh', 'data:image/gif;base64,R0lGODlh'],
    ['UklGRiQA', 'data:image/webp;base64,UklGRiQA'],
  ])('that is a picture is shown as what it is: %s', (base64, address) => {
    expect(pictureOf(base64)).toBe(address);
  });
});
