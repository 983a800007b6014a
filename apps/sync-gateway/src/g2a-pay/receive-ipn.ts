import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { counter, currentContext } from '@tandem/observability';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import { SyncConfig } from '../config.js';
import { SecurityLog } from '../security-log/security-log.js';
import { notSigned, tooManyForgeries } from './errors.js';
import { keepHint } from './hint-store.js';
import { contentOf, readIpn } from './ipn-form.js';
import { wrongWith } from './judge-ipn.js';
import { readPayment } from './payment-store.js';
import { WakeUp } from './wake-up.js';

const received = counter('g2a_pay_notifications_total', {
  description: 'Notifications of G2A PAY by outcome',
});

/** Takes a notification in: is it signed, keep it, answer. What it says is found out later, from G2A itself. */
@Injectable()
export class ReceiveIpn {
  readonly #refusals: RateLimiterMemory;

  constructor(
    private readonly config: SyncConfig,
    private readonly dataSource: DataSource,
    private readonly security: SecurityLog,
    private readonly wakeUp: WakeUp,
  ) {
    this.#refusals = new RateLimiterMemory({
      points: config.g2aIpnRefusalsPerMinute,
      duration: 60,
    });
  }

  async execute(body: string): Promise<void> {
    const address = currentContext()?.actor?.ip ?? 'unknown';
    await this.stillListening(address);
    const ipn = readIpn(body);
    const { manager } = this.dataSource;
    const payment = await readPayment(manager, ipn.userOrderId);
    const wrong = wrongWith(ipn, this.config.g2aPaySecret, payment);
    if (wrong) {
      received.add(1, { outcome: 'refused' });
      await this.#refusals.consume(address).catch(() => undefined);
      await this.security.record({
        type: 'webhook_refused',
        detail: { source: 'g2a.ipn', wrong, payment_id: ipn.userOrderId },
      });
      throw notSigned();
    }
    const kept = await keepHint(manager, {
      paymentId: ipn.userOrderId,
      transactionId: ipn.transactionId,
      content: contentOf(ipn),
    });
    faultPoint('g2a_pay.ipn_kept');
    received.add(1, { outcome: kept });
    if (kept === 'new') this.wakeUp.call();
  }

  /** Each forgery is a row of the security log: without a limit anybody could fill the database with them. */
  private async stillListening(address: string): Promise<void> {
    const seen = await this.#refusals.get(address);
    if (!seen || seen.consumedPoints < this.config.g2aIpnRefusalsPerMinute) return;
    received.add(1, { outcome: 'limited' });
    throw tooManyForgeries(Math.ceil(seen.msBeforeNext / 1_000));
  }
}
