import { describe, expect, it } from '@jest/globals';
import { InProcessTransport } from './in-process-transport.js';
import type { ReceivedMessage, WireMessage } from './transport.js';

const message = (key: string, value: string): WireMessage => ({
  key,
  value: Buffer.from(value),
  headers: {},
});

function groupOn(bus: InProcessTransport, group: string, slow = 0) {
  const seen: string[] = [];
  const subscription = bus.subscribe({
    group,
    topics: ['stock'],
    onMessage: async (received: ReceivedMessage) => {
      for (let i = 0; i < slow; i++) await Promise.resolve();
      seen.push(`${received.key}:${received.value.toString()}`);
    },
  });
  return { seen, subscription };
}

describe('the bus of the standalone form', () => {
  it('gives every group every message, each part’s in order', async () => {
    const bus = new InProcessTransport();
    const a = groupOn(bus, 'a', 20);
    const b = groupOn(bus, 'b');
    await Promise.all([
      bus.publish('stock', [message('1', 'x'), message('1', 'y'), message('2', 'p')]),
      bus.publish('stock', [message('1', 'z')]),
    ]);
    for (const { seen } of [a, b]) {
      expect(seen.filter((entry) => entry.startsWith('1'))).toEqual(['1:x', '1:y', '1:z']);
      expect(seen).toContain('2:p');
    }
  });

  it('calls a message safe only when every group has handled it', async () => {
    const bus = new InProcessTransport();
    let finish!: () => void;
    const gate = new Promise<void>((resolve) => (finish = resolve));
    bus.subscribe({ group: 'slow', topics: ['stock'], onMessage: () => gate });
    let safe = false;
    const published = bus.publish('stock', [message('1', 'x')]).then(() => (safe = true));
    await new Promise(setImmediate);
    expect(safe).toBe(false);
    finish();
    await published;
    expect(safe).toBe(true);
  });

  it('does not call a message safe that a stopping service gave back', async () => {
    const bus = new InProcessTransport();
    const subscription = bus.subscribe({
      group: 'stopping',
      topics: ['stock'],
      onMessage: (_message, signal) =>
        new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(new Error('stopping'))),
        ),
    });
    const published = bus.publish('stock', [message('1', 'x')]);
    published.catch(() => undefined);
    await new Promise(setImmediate);
    await subscription.close();
    await expect(published).rejects.toThrow('stopping');
  });

  it('keeps deliveries back until all services have subscribed', async () => {
    const bus = new InProcessTransport();
    const release = bus.hold();
    const published = bus.publish('stock', [message('1', 'x')]);
    const late = groupOn(bus, 'late');
    release();
    await published;
    expect(late.seen).toEqual(['1:x']);
  });

  it('holds back for a consumer that has gone away what it would miss, and nothing else', async () => {
    const bus = new InProcessTransport();
    const { seen } = groupOn(bus, 'stays');
    const stopped = groupOn(bus, 'stops');
    await stopped.subscription.close();
    let safe = false;
    const published = bus.publish('stock', [message('1', 'x')]).then(() => (safe = true));
    await bus.publish('content', [message('1', 'x')]);
    await new Promise(setImmediate);
    expect([safe, seen]).toEqual([false, []]);
    const back = groupOn(bus, 'stops');
    await published;
    expect([seen, stopped.seen, back.seen]).toEqual([['1:x'], [], ['1:x']]);
  });

  it('does not wait for one of two instances of a consumer', async () => {
    const bus = new InProcessTransport();
    const first = groupOn(bus, 'two');
    const second = groupOn(bus, 'two');
    await first.subscription.close();
    await bus.publish('stock', [message('1', 'x')]);
    expect(second.seen).toEqual(['1:x']);
  });

  it('keeps deliveries back until the last of those who hold them lets go', async () => {
    const bus = new InProcessTransport();
    const { seen } = groupOn(bus, 'a');
    const releases = [bus.hold(), bus.hold()];
    const published = bus.publish('stock', [message('1', 'x')]);
    releases[0]!();
    await new Promise(setImmediate);
    expect(seen).toEqual([]);
    releases[1]!();
    await published;
    expect(seen).toEqual(['1:x']);
  });

  it('gives a group that comes later what it still remembers, and a returning one nothing twice', async () => {
    const bus = new InProcessTransport();
    groupOn(bus, 'first');
    await bus.publish('stock', [message('1', 'x')]);
    const late = groupOn(bus, 'late');
    await bus.publish('stock', [message('1', 'y')]);
    expect(late.seen).toEqual(['1:x', '1:y']);
    await late.subscription.close();
    const returned = groupOn(bus, 'late');
    await bus.publish('stock', [message('1', 'z')]);
    expect(returned.seen).toEqual(['1:z']);
  });
});
