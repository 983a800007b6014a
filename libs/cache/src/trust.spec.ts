import { describe, expect, it } from '@jest/globals';
import { eventually } from '@tandem/testing';
import { CuttableStore } from '../test/lagging-store.js';
import { MemoryStore } from './memory-store.js';
import { Trust } from './trust.js';

describe('belief in what the store says', () => {
  const start = (graceMs = 60, awayAfterMs = 100) => {
    const memory = new MemoryStore();
    const network = new CuttableStore(memory);
    return { memory, network, trust: new Trust(network.store, graceMs, awayAfterMs) };
  };

  it('is there from the start, without a guard', () => {
    expect(start().trust.trusted).toBe(true);
  });

  it('waits for the guard, and only for the guard, at the start', () => {
    const { trust } = start();
    trust.guardChanged('down');
    expect(trust.trusted).toBe(false);
    trust.guardChanged('up');
    expect(trust.trusted).toBe(true);
  });

  it('returns at once with the store when the guard heard everything meanwhile', () => {
    const { network, trust } = start();
    trust.guardChanged('up');
    network.cut();
    expect(trust.trusted).toBe(false);
    network.mend();
    expect(trust.trusted).toBe(true);
  });

  it('waits for a grace after a failover: somebody may still write to the former primary', async () => {
    const { memory, network, trust } = start();
    trust.guardChanged('up');
    network.cut();
    Object.assign(memory, { stamp: 'another|1|' });
    network.mend();
    expect(trust.trusted).toBe(false);
    await eventually(() => trust.trusted);
  });

  it('returns after a grace when the guard missed something', async () => {
    const { trust } = start();
    trust.guardChanged('up');
    trust.guardChanged('down');
    trust.guardChanged('up');
    expect(trust.trusted).toBe(false);
    await eventually(() => trust.trusted);
  });

  it('returns after a grace when the guard was away while the store was', async () => {
    const { network, trust } = start(200);
    trust.guardChanged('up');
    network.cut();
    trust.guardChanged('down');
    trust.guardChanged('up');
    network.mend();
    expect(trust.trusted).toBe(false);
    await eventually(() => trust.trusted);
  });

  it('calls it an outage only when the store stays away, and never a guard that is late', async () => {
    const { network, trust } = start();
    trust.guardChanged('down');
    expect(trust.away).toBe(false);
    network.cut();
    expect(trust.away).toBe(false);
    network.mend();
    network.cut();
    await eventually(() => trust.away);
    network.mend();
    expect(trust.away).toBe(false);
  });

  it('does not call it an outage because this process stood still', async () => {
    const { network, trust } = start();
    network.cut();
    const until = performance.now() + 150;
    while (performance.now() < until);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(trust.away).toBe(false);
  });
});
