import { describe, expect, it } from '@jest/globals';
import type { Database } from '@tandem/persistence';
import { EndedSessions } from './ended-sessions.js';

const SESSION = { session_id: 's-1', user_id: 'u-1', reason: 'logout' };

describe('a token that comes while auth’s list is being read, slowly', () => {
  it('is judged by a list that was read after it came, when the one under way began long before', async () => {
    let now = 10_000;
    const reads: ((rows: object[]) => void)[] = [];
    const query = () => new Promise((resolve) => reads.push(resolve));
    const ended = new EndedSessions({ query } as unknown as Database, 'postgres://x', () => now);
    const first = ended.isEnded('s-1');
    now += 1_500;
    const second = ended.isEnded('s-1');
    reads[0]!([]);
    expect(await first).toBe(false);
    expect(reads).toHaveLength(2);
    reads[1]!([{ ...SESSION, tokens_until: new Date(Date.now() + 60_000) }]);
    expect(await second).toBe(true);
  });
});
