import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { standingAnswer } from '@tandem/contracts';
import { InternalClient } from '@tandem/http';
import type { Money } from '@tandem/kernel';
import { AuthConfig } from '../config.js';

/** What the order service has of somebody whose account is to be deleted. Throws 503 when it does not answer. */
@Injectable()
export class CustomerStanding implements OnApplicationShutdown {
  private readonly orders: InternalClient;

  constructor({ orderUrl, serviceKey }: AuthConfig) {
    this.orders = new InternalClient({
      baseUrl: orderUrl,
      service: 'order',
      caller: 'auth',
      key: serviceKey,
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.orders.close();
  }

  /** What the shop and the customer still owe each other. */
  of(userId: string): Promise<{ open: number; balances: Money[] }> {
    const answer = standingAnswer;
    return this.orders.call('GET', `/internal/customers/${userId}/standing`, { answer });
  }

  /** Removes what was asked for by an address alone. */
  async forgetAddress(userId: string, email: string): Promise<void> {
    await this.orders.call('POST', '/internal/customers/forget-address', {
      body: { email },
      idempotencyKey: userId,
    });
  }
}
