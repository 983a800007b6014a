import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import { entry } from '../testing/entries.js';
import type { LogEntry } from './log-entry.js';
import { LogTailer } from './log-tailer.js';

/** A log in memory that can fail. */
class MemoryLog {
  readonly entries: LogEntry[] = [];
  failures = 0;
  reads = 0;

  async head() {
    return this.entries.at(-1)?.seq ?? 0;
  }

  async eventIdAt(position: number) {
    return this.entries.find(({ seq }) => seq === position)?.eventId ?? null;
  }

  async after(position: number, limit: number) {
    this.reads += 1;
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error('the database is away');
    }
    return this.entries.filter(({ seq }) => seq > position).slice(0, limit);
  }
}

describe('following the log', () => {
  const running: LogTailer[] = [];
  afterEach(async () => {
    for (const tailer of running.splice(0)) await tailer.stop();
  });

  async function follow(
    log: MemoryLog,
    options: { pollMs?: number; onEntry?: (e: LogEntry) => void } = {},
  ) {
    const seen: number[] = [];
    const errors: string[] = [];
    const tailer = new LogTailer({
      source: log,
      pollMs: options.pollMs ?? 10_000,
      onEntry: (e) => {
        options.onEntry?.(e);
        seen.push(e.seq);
      },
      onError: (_, doing) => errors.push(doing),
    });
    running.push(tailer);
    await tailer.start();
    return { tailer, seen, errors };
  }

  it('begins at the end and hands on each later entry once, in order', async () => {
    const log = new MemoryLog();
    log.entries.push(entry(1), entry(2));
    const { tailer, seen } = await follow(log);
    log.entries.push(entry(3), entry(7));
    tailer.wake();
    await eventually(() => expect(seen).toEqual([3, 7]));
    log.entries.push(entry(8));
    tailer.wake();
    tailer.wake();
    await eventually(() => expect(seen).toEqual([3, 7, 8]));
    expect(tailer.position).toBe(8);
  });

  it('finds entries nobody announced by looking now and then', async () => {
    const log = new MemoryLog();
    const { seen } = await follow(log, { pollMs: 10 });
    log.entries.push(entry(1));
    await eventually(() => expect(seen).toEqual([1]));
  });

  it('works through a backlog of many pages without waiting in between', async () => {
    const log = new MemoryLog();
    const { tailer, seen } = await follow(log);
    for (let seq = 1; seq <= 1_750; seq += 1) log.entries.push(entry(seq));
    tailer.wake();
    await eventually(() => expect(seen).toHaveLength(1_750));
  });

  it('goes on where it was when the database comes back', async () => {
    const log = new MemoryLog();
    const { tailer, seen, errors } = await follow(log, { pollMs: 10 });
    log.failures = 2;
    log.entries.push(entry(1), entry(2));
    tailer.wake();
    await eventually(() => expect(seen).toEqual([1, 2]));
    expect(errors).toEqual(['read', 'read']);
  });

  it('is not stopped by one entry that can’t be delivered', async () => {
    const log = new MemoryLog();
    const { tailer, seen, errors } = await follow(log, {
      onEntry: ({ seq }) => {
        if (seq === 2) throw new Error('no way');
      },
    });
    log.entries.push(entry(1), entry(2), entry(3));
    tailer.wake();
    await eventually(() => expect(seen).toEqual([1, 3]));
    expect(errors).toEqual(['deliver']);
    expect(tailer.position).toBe(3);
  });

  it('lets somebody wait for a position that another instance has already delivered', async () => {
    const log = new MemoryLog();
    const { tailer, seen } = await follow(log);
    log.entries.push(entry(5));
    await tailer.reached(5);
    expect(seen).toEqual([5]);
  });

  it('lets nobody wait for ever when it stops', async () => {
    const { tailer } = await follow(new MemoryLog());
    const waiting = tailer.reached(99);
    await tailer.stop();
    await waiting;
  });
});
