import { describe, expect, it } from '@jest/globals';
import { deviceText } from './wording';

describe('a device', () => {
  it.each([
    [null, 'Unknown device'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36 Edg/128.0.0.0',
      'Edge on Windows',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0', 'Firefox on Linux'],
    ['curl/8.5.0', 'curl/8.5.0'],
  ])('that says %s is called %s', (agent, called) => {
    expect(deviceText(agent)).toBe(called);
  });
});
