import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { absentService, runWithContext } from '@tandem/observability';
import { buildServices, eventually } from '@tandem/testing';
import { GiveUp, TryLater } from '../define-job.js';
import type { How } from '../testing/thread.js';
import { JobThread } from './job-thread.js';

/** Real: a thread, which runs what is built. */
describe('jobs in a thread', () => {
  const due: number[] = [];
  const thread = new JobThread(
    new URL('../../dist/testing/thread.js', import.meta.url),
    {},
    { remind: (ms) => void due.push(ms) },
  );
  const stopping = new AbortController();
  const run = (how: How) =>
    thread.run({ how }, { id: 'job-1', key: null, attempt: 3, signal: stopping.signal });

  beforeAll(() => buildServices(), 300_000);
  afterAll(() => thread.close());

  it('are told what they are to do, and in whose context', async () => {
    await expect(run('done')).resolves.toBeUndefined();
    await expect(
      runWithContext({ correlationId: 'from-the-click' }, () => run('fails')),
    ).rejects.toMatchObject({
      name: 'TypeError',
      message: 'job-1 3 from-the-click',
      stack: expect.stringContaining('thread.'),
    });
  });

  it('end as they would in the process', async () => {
    await expect(run('later')).rejects.toBeInstanceOf(TryLater);
    await expect(run('later')).rejects.toMatchObject({ ms: 70, counted: false });
    await expect(run('given up')).rejects.toBeInstanceOf(GiveUp);
    await expect(run('given up')).rejects.toMatchObject({ cause: { name: 'RangeError' } });
    const away = await run('away').catch((error: unknown) => error);
    expect(absentService(away)).toBe('inventory');
  });

  it('tell the process what they have queued for later', async () => {
    await run('queues');
    await eventually(() => expect(due).toEqual([1_500]));
  });

  it('fail with their thread, and the next ones have a new one', async () => {
    const stays = run('is stopped');
    await expect(run('thread ends')).rejects.toThrow('the thread of a job has ended');
    await expect(stays).rejects.toThrow('the thread of a job has ended');
    await expect(run('done')).resolves.toBeUndefined();
  });

  it('are told when the process stops', async () => {
    const stays = run('is stopped');
    stopping.abort();
    await expect(stays).rejects.toBeInstanceOf(TryLater);
  });
});
