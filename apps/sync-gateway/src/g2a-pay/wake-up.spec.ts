import { describe, expect, it } from '@jest/globals';
import { WakeUp } from './wake-up.js';

const FOR_EVER_MS = 2_000_000_000;

describe('a worker that has nothing to do', () => {
  it('does not lie down when the service began to stop just before', async () => {
    await new WakeUp().sleep(FOR_EVER_MS, AbortSignal.abort());
  });

  it('gets up when the service stops', async () => {
    const stopping = new AbortController();
    const asleep = new WakeUp().sleep(FOR_EVER_MS, stopping.signal);
    stopping.abort();
    await asleep;
  });

  it('gets up when it is called, as all others do', async () => {
    const wakeUp = new WakeUp();
    const { signal } = new AbortController();
    const asleep = [wakeUp.sleep(FOR_EVER_MS, signal), wakeUp.sleep(FOR_EVER_MS, signal)];
    wakeUp.call();
    expect(await Promise.all(asleep)).toHaveLength(2);
  });
});
