import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { SyncConfig } from '../../config.js';
import { toWire } from './amounts.js';
import { G2aPayHost } from './g2a-pay-host.js';
import { authorization, quoteHash, refundHash, type Merchant } from './hashes.js';
import { ProviderAway } from './provider-errors.js';
import type { ProviderStatus } from './provider-status.js';
import { readProviderStatus } from './read-provider-status.js';

interface Sum {
  payment_id: string;
  amount_minor: bigint;
  currency: string;
}

interface Quoted extends Sum {
  description: string;
  return_url: string;
}

export interface Page {
  token: string;
  redirectUrl: string;
}

/** Everything the shop asks of G2A PAY. Each call throws ProviderRefusal or ProviderAway. */
@Injectable()
export class G2aPayClient implements OnApplicationShutdown {
  readonly merchant: Merchant;
  private readonly checkoutUrl: string;
  private readonly checkout: G2aPayHost;
  private readonly rest: G2aPayHost;

  constructor(config: SyncConfig) {
    this.merchant = {
      apiHash: config.g2aPayApiHash,
      secret: config.g2aPaySecret,
      email: config.g2aPayMerchantEmail,
    };
    this.checkoutUrl = config.g2aPayCheckoutUrl.replace(/\/$/, '');
    const limiter = new RateLimiterMemory({
      points: config.g2aPayRequestsPerMinute,
      duration: 60,
    });
    const { g2aPayDeadlineMs: deadlineMs } = config;
    this.checkout = new G2aPayHost(config.g2aPayCheckoutUrl, deadlineMs, limiter);
    this.rest = new G2aPayHost(config.g2aPayRestUrl, deadlineMs, limiter);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.checkout.close(), this.rest.close()]);
  }

  /** A page on which the buyer can pay. Repeating is safe: nobody ever sees the page of a lost answer. */
  async createQuote(payment: Quoted): Promise<Page> {
    const amount = toWire(payment.amount_minor, payment.currency);
    const { payment_id: id, currency, description, return_url: url } = payment;
    const item = { id, sku: id, name: description, amount, qty: 1, price: amount, url };
    const answer = await this.checkout.call({
      operation: 'create_quote',
      method: 'POST',
      path: '/index/createQuote',
      repeatable: true,
      form: {
        api_hash: this.merchant.apiHash,
        hash: quoteHash(this.merchant.secret, { orderId: id, amount, currency }),
        order_id: id,
        amount,
        currency,
        description,
        url_ok: url,
        url_failure: url,
        items: JSON.stringify([item]),
      },
    });
    const { token } = (answer ?? {}) as { token?: unknown };
    if (typeof token !== 'string' || !/^[\w.-]{1,200}$/.test(token)) {
      throw new ProviderAway('a quote without a token', { reached: true });
    }
    return { token, redirectUrl: `${this.checkoutUrl}/index/gateway?token=${token}` };
  }

  /** What a transaction really is. */
  async transaction(transactionId: string): Promise<ProviderStatus> {
    const answer = await this.rest.call({
      operation: 'read_transaction',
      method: 'GET',
      path: pathOf(transactionId),
      repeatable: true,
      headers: { authorization: authorization(this.merchant) },
    });
    return readProviderStatus(transactionId, answer);
  }

  /** Never repeated here: after ProviderAway with `reached` it may or may not have been carried out. */
  async refund(payment: Sum, transactionId: string, amountMinor: bigint): Promise<void> {
    const amount = toWire(amountMinor, payment.currency);
    await this.rest.call({
      operation: 'refund',
      method: 'PUT',
      path: pathOf(transactionId),
      repeatable: false,
      headers: { authorization: authorization(this.merchant) },
      form: {
        action: 'refund',
        amount,
        hash: refundHash(this.merchant.secret, {
          transactionId,
          userOrderId: payment.payment_id,
          orderAmount: toWire(payment.amount_minor, payment.currency),
          refundAmount: amount,
        }),
      },
    });
  }
}

const pathOf = (transactionId: string) => `/rest/transactions/${encodeURIComponent(transactionId)}`;
