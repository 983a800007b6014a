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

  const asked = (upstreams: Upstreams, times: number) =>
    Object.entries(
      Object.groupBy(
        Array.from({ length: times }, () => upstreams.next()!.id),
        (id) => id,
      ),
    ).map(([id, turns]) => `${id}: ${turns!.length}`);

  it('get the share that a new version is tried with, at every moment', () => {
    const upstreams = new Upstreams([one, two]);
    upstreams.share({ 'catalog-2': 0.05 });
    expect(asked(upstreams, 20)).toEqual(['catalog-1: 19', 'catalog-2: 1']);
    expect(asked(upstreams, 2000)).toEqual(['catalog-1: 1900', 'catalog-2: 100']);
    upstreams.share({ 'catalog-2': 1 });
    expect(asked(upstreams, 20)).toEqual(['catalog-2: 20']);
    upstreams.share({});
    expect(asked(upstreams, 20)).toEqual(['catalog-1: 10', 'catalog-2: 10']);
  });

  it('that have no share are asked when the others do not answer', () => {
    const upstreams = new Upstreams([one, two]);
    upstreams.share({ 'catalog-2': 0 });
    expect(upstreams.next(new Set(['catalog-1']))).toEqual(two);
    upstreams.failed(one);
    expect(upstreams.next()).toEqual(two);
  });

  it('own the sockets whose ids begin with their names', () => {
    const upstreams = new Upstreams([one, { id: 'catalog-10', url: 'http://ten' }]);
    expect(upstreams.ofSocket('catalog-10.abc')?.url).toBe('http://ten');
    expect(upstreams.ofSocket('catalog-1.abc')?.url).toBe('http://one');
    expect(upstreams.ofSocket('somebody-else.abc')).toBeUndefined();
  });
});
