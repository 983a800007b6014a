import { describe, expect, it } from '@jest/globals';
import { Upstreams } from './upstreams.ts';

const one = { id: 'catalog-1', url: 'http://one' };
const two = { id: 'catalog-2', url: 'http://two' };

describe('the instances of a service', () => {
  it('take turns', () => {
    const upstreams = new Upstreams([one, two]);
    expect([upstreams.next(), upstreams.next(), upstreams.next()]).toEqual([one, two, one]);
  });

  it('that did not answer rest for a second, then get another chance', () => {
    let now = 0;
    const upstreams = new Upstreams([one, two], () => now);
    upstreams.failed(one);
    expect([upstreams.next(), upstreams.next()]).toEqual([two, two]);
    now = 1001;
    expect([upstreams.next(), upstreams.next()]).toContain(one);
  });

  it('are asked all the same when every one of them rests', () => {
    const upstreams = new Upstreams([one, two]);
    upstreams.failed(one);
    upstreams.failed(two);
    expect(upstreams.next()).toBeDefined();
  });

  it('are not asked twice for one request', () => {
    const upstreams = new Upstreams([one, two]);
    const first = upstreams.next();
    const second = upstreams.next(new Set([first!.id]));
    expect(second).not.toEqual(first);
    expect(upstreams.next(new Set([one.id, two.id]))).toBeUndefined();
  });

  it('own the sockets whose ids begin with their names', () => {
    const upstreams = new Upstreams([one, { id: 'catalog-10', url: 'http://ten' }]);
    expect(upstreams.ofSocket('catalog-10.abc')?.url).toBe('http://ten');
    expect(upstreams.ofSocket('catalog-1.abc')?.url).toBe('http://one');
    expect(upstreams.ofSocket('somebody-else.abc')).toBeUndefined();
  });
});
