import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { VersionedCache } from '@tandem/cache';
import type { BatchContext, HandledEvent } from '@tandem/messaging';
import type { CatalogConfig } from '../config.js';
import type { ApplyProducts } from './apply-products.js';
import { ProductConsumer } from './product.consumer.js';

describe('products of a sync', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  /** What is done with so many products, and whether the next ones may come. */
  function told(products: number, { perSecond, takesMs }: { perSecond: number; takesMs: number }) {
    const nothing = async () => undefined;
    const cache = { writeThrough: nothing, invalidate: nothing, bumpGenerations: nothing };
    const apply = async () => {
      await new Promise((resolve) => setTimeout(resolve, takesMs));
      return { changes: [], termsMade: false };
    };
    const consumer = new ProductConsumer(
      { apply } as unknown as ApplyProducts,
      cache as unknown as VersionedCache,
      { productsPerSecond: perSecond } as CatalogConfig,
    );
    const after: (() => void | Promise<void>)[] = [];
    const context = { afterCommit: (fn: () => void) => after.push(fn) } as unknown as BatchContext;
    const progress = { told: false, rested: false };
    const events = Array.from({ length: products }, () => ({ data: {} }) as HandledEvent);
    void consumer.onProducts(events, context).then(async () => {
      for (const [n, effect] of after.entries()) {
        await effect();
        if (n === 0) progress.told = true;
      }
      progress.rested = true;
    });
    return progress;
  }

  it('are in the shop before the rest that keeps their pace', async () => {
    const progress = told(50, { perSecond: 20, takesMs: 120 });
    await jest.advanceTimersByTimeAsync(121);
    expect(progress).toEqual({ told: true, rested: false });
    await jest.advanceTimersByTimeAsync(2_370);
    expect(progress.rested).toBe(false);
    await jest.advanceTimersByTimeAsync(10);
    expect(progress.rested).toBe(true);
  });

  it('are gathered for three quarters of a second, however few a page of G2A holds', async () => {
    const progress = told(20, { perSecond: 1_000, takesMs: 120 });
    await jest.advanceTimersByTimeAsync(740);
    expect(progress).toEqual({ told: true, rested: false });
    await jest.advanceTimersByTimeAsync(15);
    expect(progress.rested).toBe(true);
  });

  it('keep the pace that is set, also a fast one, when a batch is full', async () => {
    const progress = told(50, { perSecond: 500, takesMs: 20 });
    await jest.advanceTimersByTimeAsync(95);
    expect(progress).toEqual({ told: true, rested: false });
    await jest.advanceTimersByTimeAsync(15);
    expect(progress.rested).toBe(true);
  });

  it('are no run when one is alone: the next is taken at once', async () => {
    const progress = told(1, { perSecond: 1_000, takesMs: 120 });
    await jest.advanceTimersByTimeAsync(122);
    expect(progress.rested).toBe(true);
  });

  it('that took longer than their pace asks for are followed at once', async () => {
    const progress = told(50, { perSecond: 1_000, takesMs: 1_200 });
    await jest.advanceTimersByTimeAsync(1_202);
    expect(progress.rested).toBe(true);
  });
});
