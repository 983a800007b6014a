import { describe, expect, it } from '@jest/globals';
import { newClusterId } from './cluster-id.ts';

describe('the id of a new Kafka cluster', () => {
  it('never begins with a dash, whatever the first byte', () => {
    const ids = Array.from({ length: 256 }, (_, first) => {
      const bytes = Buffer.alloc(16, 0xfb);
      bytes.writeUInt8(first, 0);
      return newClusterId(bytes);
    });
    expect(ids.filter((id) => id.startsWith('-'))).toEqual([]);
    expect(ids.every((id) => Buffer.from(id, 'base64url').length === 16)).toBe(true);
  });

  it('is another one each time', () => {
    expect(newClusterId()).not.toBe(newClusterId());
  });
});
