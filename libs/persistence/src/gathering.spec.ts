import { describe, expect, it } from '@jest/globals';
import { Gathering } from './gathering.js';

interface Wish {
  order: string;
  part: string;
}

/** A shelf whose batches end when the test says so. */
class Shelf {
  readonly batches: { orders: string[]; end: (failure?: Error) => void }[] = [];
  readonly gathering: Gathering<Wish, string>;

  constructor(options: { most?: number; refuses?: string } = {}) {
    this.gathering = new Gathering<Wish, string>({
      most: options.most ?? 10,
      idOf: (wish) => wish.order,
      touches: (wish) => [wish.order, wish.part],
      run: (wishes) =>
        new Promise((resolve, reject) => {
          const outcome = (wish: Wish) =>
            wish.order === options.refuses ? new Error('short') : `held ${wish.order}`;
          this.batches.push({
            orders: wishes.map((wish) => wish.order),
            end: (failure) => (failure ? reject(failure) : resolve(wishes.map(outcome))),
          });
        }),
      isGeneral: (error) => (error as Error).message === 'database away',
      patienceMs: 20,
    });
  }

  ask(order: string, part = 'bolt'): Promise<string> {
    const answer = this.gathering.submit({ order, part });
    answer.catch(() => undefined);
    return answer;
  }

  async batch(n: number) {
    while (this.batches.length <= n) await new Promise((resolve) => setImmediate(resolve));
    return this.batches[n]!;
  }
}

describe('orders that arrive while others are being served', () => {
  it('are served together in the next batch, in the order they came', async () => {
    const shelf = new Shelf();
    const first = shelf.ask('a');
    const one = await shelf.batch(0);
    const later = [shelf.ask('b'), shelf.ask('c'), shelf.ask('d')];
    one.end();
    await expect(first).resolves.toBe('held a');
    const two = await shelf.batch(1);
    expect(two.orders).toEqual(['b', 'c', 'd']);
    two.end();
    await expect(Promise.all(later)).resolves.toEqual(['held b', 'held c', 'held d']);
    expect(shelf.batches.map((batch) => batch.orders.length)).toEqual([1, 3]);
  });

  it('go together at once when they came together', async () => {
    const shelf = new Shelf();
    void shelf.ask('a');
    void shelf.ask('b');
    expect((await shelf.batch(0)).orders).toEqual(['a', 'b']);
  });

  it('are never more than the batch may hold', async () => {
    const shelf = new Shelf({ most: 2 });
    for (const order of ['a', 'b', 'c']) void shelf.ask(order);
    const one = await shelf.batch(0);
    expect(one.orders).toEqual(['a', 'b']);
    one.end();
    expect((await shelf.batch(1)).orders).toEqual(['c']);
  });

  it('see what the same order has done before: it is never twice in one batch', async () => {
    const shelf = new Shelf();
    const both = [shelf.ask('a'), shelf.ask('a')];
    const one = await shelf.batch(0);
    expect(one.orders).toEqual(['a']);
    one.end();
    const two = await shelf.batch(1);
    expect(two.orders).toEqual(['a']);
    two.end();
    await expect(Promise.all(both)).resolves.toEqual(['held a', 'held a']);
  });

  it('do not fail with one that is refused', async () => {
    const shelf = new Shelf({ refuses: 'b' });
    const answers = ['a', 'b', 'c'].map((order) => shelf.ask(order));
    (await shelf.batch(0)).end();
    await expect(answers[0]).resolves.toBe('held a');
    await expect(answers[1]).rejects.toThrow('short');
    await expect(answers[2]).resolves.toBe('held c');
  });

  it('are served one by one when their batch fails as a whole', async () => {
    const shelf = new Shelf();
    const answers = ['a', 'b'].map((order) => shelf.ask(order));
    (await shelf.batch(0)).end(new Error('one of them is poison'));
    (await shelf.batch(1)).end(new Error('it was this one'));
    (await shelf.batch(2)).end();
    await expect(answers[0]).rejects.toThrow('it was this one');
    await expect(answers[1]).resolves.toBe('held b');
  });

  it('all hear of it at once when the database is away', async () => {
    const shelf = new Shelf();
    const answers = ['a', 'b'].map((order) => shelf.ask(order));
    (await shelf.batch(0)).end(new Error('database away'));
    for (const answer of answers) await expect(answer).rejects.toThrow('database away');
    expect(shelf.batches).toHaveLength(1);
  });

  it('go ahead of a batch that is held up, unless they want the same part', async () => {
    const shelf = new Shelf();
    const stuck = shelf.ask('a', 'stuck part');
    const one = await shelf.batch(0);
    const same = shelf.ask('b', 'stuck part');
    const other = shelf.ask('c', 'bolt');
    const two = await shelf.batch(1);
    expect(two.orders).toEqual(['c']);
    two.end();
    await expect(other).resolves.toBe('held c');
    const late = shelf.ask('d', 'nut');
    const three = await shelf.batch(2);
    expect(three.orders).toEqual(['d']);
    three.end();
    await late;
    one.end();
    await expect(stuck).resolves.toBe('held a');
    const four = await shelf.batch(3);
    expect(four.orders).toEqual(['b']);
    four.end();
    await expect(same).resolves.toBe('held b');
  });
});
