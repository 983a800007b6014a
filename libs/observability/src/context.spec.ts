import { describe, expect, it } from '@jest/globals';
import { currentContext, runWithContext, setActor } from './context.js';

describe('the request context', () => {
  it('follows the request through what it waits for, apart from others', async () => {
    const handle = (correlationId: string) =>
      runWithContext({ correlationId }, async () => {
        await new Promise((resolve) => setImmediate(resolve));
        return currentContext()?.correlationId;
      });
    expect(await Promise.all([handle('first-one'), handle('second-one')])).toEqual([
      'first-one',
      'second-one',
    ]);
    expect(currentContext()).toBeUndefined();
  });

  it('learns who acts and keeps where from', () => {
    const actor = { userId: null, ip: '203.0.113.7', userAgent: 'Browser/1' };
    runWithContext({ correlationId: 'click-1234', actor }, () => {
      setActor('user-1');
      expect(currentContext()?.actor).toEqual({ ...actor, userId: 'user-1' });
    });
    setActor('nobody');
    expect(currentContext()).toBeUndefined();
  });
});
