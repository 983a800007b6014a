import { describe, expect, it } from '@jest/globals';
import { REDIS_ADDRESS, redisAddressOf } from './redis-address.js';

describe('the address of Redis', () => {
  it('is left to the client as it is when it names one server', () => {
    const url = 'rediss://catalog:pa:ss@redis:6380/3';
    expect(redisAddressOf(url)).toEqual({ url, options: {} });
  });

  it('names Sentinels, the primary that they watch, and who the service is to it', () => {
    expect(redisAddressOf('redis+sentinel://order:p%40ss@one,two:26380/tandem/2')).toEqual({
      url: 'redis://order:p%40ss@tandem/2',
      options: {
        sentinels: [
          { host: 'one', port: 26_379 },
          { host: 'two', port: 26_380 },
        ],
        name: 'tandem',
        failoverDetector: true,
      },
    });
  });

  it('speaks TLS to the Sentinels too when it does to Redis', () => {
    expect(redisAddressOf('rediss+sentinel://one/tandem').options).toMatchObject({
      enableTLSForSentinelMode: true,
      sentinelTLS: {},
    });
  });

  it.each([
    '',
    'redis://127.0.0.1:6379/4',
    'rediss://user:password@redis',
    'redis+sentinel://one:26379,two:26379,three:26379/tandem',
    'rediss+sentinel://user:password@one/tandem/0',
  ])('may be %j', (address) => expect(address).toMatch(REDIS_ADDRESS));

  it.each([
    'http://redis',
    'redis+sentinel://one:26379,two:26379',
    'redis+sentinel:///tandem',
    'redis+sentinel://one,,two/tandem',
    'redis+sentinel://one/tandem/zero',
    'sentinel://one/tandem',
  ])('may not be %j', (address) => expect(address).not.toMatch(REDIS_ADDRESS));
});
