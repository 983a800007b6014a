import { describe, expect, it } from '@jest/globals';
import { ipnHash } from '../client/hashes.js';
import { contentOf, readIpn, type Ipn } from './ipn-form.js';
import { wrongWith } from './validate-ipn.js';

const secret = 'the-secret';
const payment = { amount_minor: 2000n, currency: 'EUR' };
const id = '0198c5a0-0000-7000-8000-00000000000a';

function ipn(fields: Partial<Ipn> = {}): Ipn {
  const said = {
    transactionId: 't',
    userOrderId: id,
    amount: '20.00',
    currency: 'EUR',
    status: 'complete',
    refundedAmount: '0.00',
    ...fields,
  };
  return { hash: ipnHash(secret, said), ...said };
}

describe('a notification', () => {
  it('signed for our sum is right, in whatever way it writes it', () => {
    expect(wrongWith(ipn(), secret, payment)).toBeNull();
    const short = ipn({ amount: '20', hash: ipn().hash });
    expect(wrongWith(short, secret, payment)).toBeNull();
  });

  it.each([
    ['signed with another secret', { hash: ipnHash('other', ipn()) }, 'hash'],
    ['signed for another sum', { amount: '2.00' }, 'hash'],
    ['signed for our sum and stating another', { amount: '2.00', hash: ipn().hash }, 'amount'],
    ['about another transaction', { transactionId: 'u', hash: ipn().hash }, 'hash'],
    ['in another currency', { currency: 'USD' }, 'currency'],
  ] as [string, Partial<Ipn>, string][])('%s is refused', (_what, fields, wrong) => {
    expect(wrongWith(ipn(fields), secret, payment)).toBe(wrong);
  });

  it('about a payment that is not there yet has to be signed all the same', () => {
    expect(wrongWith(ipn({ amount: '2.00' }), secret, null)).toBeNull();
    expect(wrongWith(ipn({ hash: 'x' }), secret, null)).toBe('hash');
  });

  it('is the same whatever the order of its fields, and whatever else it holds', () => {
    const fields = Object.entries(ipn());
    const one = new URLSearchParams(fields).toString();
    const two = new URLSearchParams([['type', 'payment'], ...fields.reverse()]).toString();
    expect(contentOf(readIpn(one))).toBe(contentOf(readIpn(two)));
  });
});
