import { Injectable } from '@nestjs/common';
import {
  DomainError,
  conflict,
  currencyDecimals,
  invalidField,
  isRefusal,
  notFound,
  toMinor,
} from '@tandem/kernel';
import type { Money } from '@tandem/kernel';
import { Jobs } from '@tandem/jobs';
import { Database, transaction } from '@tandem/persistence';
import { OrderConfig } from '../../config.js';
import { TOP_UP_METHODS } from '../payment-methods.js';
import { BeginPayment } from '../payments/begin-payment.js';
import type { Payment } from '../payments/payment.js';
import { failPayment, openPayment, readPayment } from '../payments/payment-store.js';
import { PaymentProviders } from '../providers/payment-providers.js';

export interface TopUpCommand {
  userId: string;
  amount: Money;
  method: string;
  /** Null: every call is a top-up of its own. */
  key: string | null;
}

const MAX_WHOLE_UNITS = 10_000n;

/** Money into a wallet, through a provider. The same key is the same top-up. */
@Injectable()
export class TopUps {
  constructor(
    private readonly database: Database,
    private readonly config: OrderConfig,
    private readonly providers: PaymentProviders,
    private readonly beginPayment: BeginPayment,
    private readonly jobs: Jobs,
  ) {}

  /**
   * @throws DomainError validation_failed, idempotency_key_reused, payment_refused, unavailable when the provider does not answer: the same
   * key goes on with it.
   */
  async create({ userId, amount, method, key }: TopUpCommand): Promise<Payment> {
    const { currency, shopUrl, topUpTtlSeconds, paymentCheckMs } = this.config;
    const amountMinor = this.checked(amount);
    if (!this.providers.find(method)) {
      throw invalidField('payment_method', 'is not offered here');
    }
    const payment = await transaction(this.database, (tx) =>
      openPayment(tx, this.jobs, {
        purpose: 'top_up',
        userId,
        orderId: null,
        provider: method,
        currency,
        amountMinor,
        description: 'Wallet top-up',
        expiresAt: new Date(Date.now() + topUpTtlSeconds * 1_000),
        idempotencyKey: key,
        firstCheckMs: paymentCheckMs,
      }),
    );
    if (payment.amount_minor !== amountMinor || payment.provider !== method) throw keyReused();
    if (payment.status === 'failed' && payment.redirect_url === null) throw topUpRefused();
    return firstAnswer(await this.begun(payment, `${shopUrl}/wallet`));
  }

  /** A "no" ends it: the same key gets the same answer, and the provider is not asked again. */
  private async begun(payment: Payment, returnUrl: string): Promise<Payment> {
    try {
      return await this.beginPayment.begin(payment, returnUrl);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await failPayment(this.database, payment.id);
      throw topUpRefused();
    }
  }

  methods(): (typeof TOP_UP_METHODS)[number][] {
    return TOP_UP_METHODS.filter((method) => this.providers.find(method));
  }

  /** @throws DomainError not_found, also for one of somebody else. */
  async ofUser(topUpId: string, userId: string): Promise<Payment> {
    const payment = await readPayment(this.database, topUpId);
    if (payment?.purpose !== 'top_up' || payment.user_id !== userId) {
      throw notFound('top-up', topUpId);
    }
    return payment;
  }

  private checked(amount: Money): bigint {
    const { currency } = this.config;
    if (amount.currency !== currency) throw invalidField('amount.currency', `must be ${currency}`);
    const minor = toMinor(amount);
    if (minor > MAX_WHOLE_UNITS * 10n ** BigInt(currencyDecimals(currency))) {
      throw invalidField('amount.amount', `must be at most ${MAX_WHOLE_UNITS}`);
    }
    return minor;
  }
}

/** A top-up as it was when it was begun, whatever became of it since: a repeated POST gets the very same answer. */
function firstAnswer(payment: Payment): Payment {
  return payment.redirect_url === null ? payment : { ...payment, status: 'pending' };
}

const topUpRefused = (): DomainError =>
  conflict(
    'payment_refused',
    'The payment provider declined this payment. You have not been charged. Please choose another amount or another way to pay.',
  );

const keyReused = (): DomainError =>
  new DomainError(
    'idempotency_key_reused',
    'invalid',
    'This Idempotency-Key was already used for a different top-up.',
  );
