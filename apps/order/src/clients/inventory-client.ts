import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { commitAnswer, type CommitOutcome } from '@tandem/contracts';
import { DomainError } from '@tandem/kernel';
import { InternalClient } from '@tandem/http';
import { OrderConfig } from '../config.js';

export interface Pieces {
  part_id: number;
  quantity: number;
}

export interface Shortage {
  part_id: number;
  requested: number;
  available: number;
}

export type ReserveOutcome =
  | { outcome: 'reserved' }
  | { outcome: 'short'; lines: Shortage[] }
  /** It was released or ran out before: this order id can't hold anything any more. */
  | { outcome: 'over'; state: string };

const DEADLINE_MS = 2_500;

/**
 * What the order service asks of inventory. Each call is idempotent by the order's id, so after a crash or a lost answer it
 * is simply made again. Throws `unavailable` when there is no answer: whether it happened is then unknown.
 */
@Injectable()
export class InventoryClient implements OnApplicationShutdown {
  private readonly client: InternalClient;

  constructor({ inventoryUrl, serviceKey }: OrderConfig) {
    this.client = new InternalClient({
      baseUrl: inventoryUrl,
      service: 'inventory',
      caller: 'order',
      key: serviceKey,
      deadlineMs: DEADLINE_MS,
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }

  /** Holds every line or none. */
  async reserve(
    orderId: string,
    lines: readonly Pieces[],
    ttlSeconds: number,
  ): Promise<ReserveOutcome> {
    try {
      await this.post('/internal/reservations', orderId, {
        order_id: orderId,
        lines: lines.map(({ part_id, quantity }) => ({ part_id, quantity })),
        ttl_seconds: ttlSeconds,
      });
      return { outcome: 'reserved' };
    } catch (error) {
      const problem = refusal(error);
      if (problem?.code === 'insufficient_stock') {
        return { outcome: 'short', lines: problem.extra['lines'] as Shortage[] };
      }
      if (problem?.code === 'reservation_over') {
        return { outcome: 'over', state: String(problem.extra['state']) };
      }
      throw error;
    }
  }

  /** Takes the held pieces of several paid orders out of the stock, each on its own terms. */
  async commit(orderIds: readonly string[]): Promise<CommitOutcome[]> {
    const { results } = await this.client.call('POST', '/internal/reservations/commit', {
      idempotencyKey: orderIds[0]!,
      body: { order_ids: orderIds },
      answer: commitAnswer,
    });
    return results;
  }

  /** Frees what is held; 'committed' when it has left the stock already. Afterwards a late reserve is refused. */
  async release(orderId: string): Promise<'released' | 'committed'> {
    try {
      await this.post(`/internal/reservations/${orderId}/release`, orderId);
      return 'released';
    } catch (error) {
      const problem = refusal(error);
      if (problem?.code !== 'reservation_over') throw error;
      return problem.extra['state'] === 'committed' ? 'committed' : 'released';
    }
  }

  /** Puts pieces of a committed order back on the shelf, once per `returnId`. */
  async returnGoods(returnId: string, orderId: string, lines: readonly Pieces[]): Promise<void> {
    await this.post('/internal/returns', returnId, {
      return_id: returnId,
      order_id: orderId,
      lines: lines.map(({ part_id, quantity }) => ({ part_id, quantity })),
    });
  }

  private async post(path: string, idempotencyKey: string, body?: unknown): Promise<void> {
    await this.client.call('POST', path, { idempotencyKey, body });
  }
}

function refusal(error: unknown): DomainError | null {
  return error instanceof DomainError && error.kind === 'conflict' ? error : null;
}
