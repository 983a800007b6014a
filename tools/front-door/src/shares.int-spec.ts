import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Pretend } from './testing/pretend.ts';

/** Real: the front door and its sockets. Pretended: a version that serves, and a new one beside it. */
describe('a new version behind the front door', () => {
  let pretend: Pretend;
  let shop: string;
  let down: Set<string>;
  let answers: { status: number; version: string }[];
  const stop = new AbortController();

  beforeEach(async () => {
    pretend = new Pretend();
    down = new Set();
    answers = [];
    const version = (name: string) =>
      pretend.service(() => (down.has(name) ? [503, '{}'] : [200, JSON.stringify({ name })]));
    shop = await pretend.open({
      catalog: [
        { id: 'catalog-1', url: await version('old') },
        { id: 'catalog-2', url: await version('new') },
      ],
    });
  });
  afterEach(() => pretend.end());

  function divide(shares: Record<string, number>): void {
    writeFileSync(`${pretend.shares}.new`, JSON.stringify(shares));
    renameSync(`${pretend.shares}.new`, pretend.shares);
  }

  /** Resolves when the new version has got this many of a hundred requests. */
  async function newGets(percent: number): Promise<void> {
    for (;;) {
      const begin = answers.length;
      while (answers.length < begin + 100) await pause(10);
      const of = answers.slice(begin, begin + 100);
      if (of.filter(({ version }) => version === 'new').length === percent) return;
    }
  }

  async function visit(): Promise<void> {
    while (!stop.signal.aborted) {
      const answer = await fetch(`${shop}/api/v1/parts/7`).catch(() => undefined);
      const body = (await answer?.json()) as { name?: string } | undefined;
      answers.push({ status: answer?.status ?? 0, version: body?.name ?? '' });
    }
  }

  it('is tried with every twentieth request, then gets all, or none, and no request fails', async () => {
    const visiting = visit();
    divide({ 'catalog-2': 0 });
    await newGets(0);
    divide({ 'catalog-2': 0.05 });
    await newGets(5);
    divide({ 'catalog-2': 1 });
    await newGets(100);
    // The old one may be stopped now; and it is not asked, so nobody notices.
    down.add('old');
    await newGets(100);
    down.delete('old');
    divide({ 'catalog-2': 0 });
    await newGets(0);
    // What is no division changes nothing.
    divide({ 'catalog-2': 7 });
    await newGets(0);
    rmSync(pretend.shares);
    await newGets(50);
    stop.abort();
    await visiting;
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  });
});
