import { describe, expect, it } from '@jest/globals';
import { errorText, eventText } from './wording';

describe('a notification of an outside system', () => {
  it('is called by what it tells, and by its own word when that is new', () => {
    expect(eventText('order.status_changed')).toBe('Order status changed');
    expect(eventText('order.renamed')).toBe('order.renamed');
  });

  it('says why it waits', () => {
    expect(errorText(null)).toBeNull();
    expect(errorText('order_unknown')).toBe('The shop knows of no such order at G2A yet.');
    expect(errorText('refused_ORD02')).toBe('G2A PAY refused the question with ORD02.');
    expect(errorText('something_new')).toBe('something_new');
  });
});
