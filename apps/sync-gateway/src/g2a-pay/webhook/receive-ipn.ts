import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { Jobs } from '@tandem/jobs';
import { counter, currentContext } from '@tandem/observability';
import { Database, transaction } from '@tandem/persistence';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { SyncConfig } from '../../config.js';
import { SecurityLog } from '../../security-log/security-log.js';
import { readPayment } from '../payments/payment-store.js';
import { keepNotification } from '../payments/webhook-inbox.js';
import { notSigned, tooManyForgeries } from './errors.js';
import { contentOf, readIpn, type Ipn } from './ipn-form.js';
import { isSigned, wrongWith } from './validate-ipn.js';

const received = counter('g2a_pay_notifications', {
  unit: '{notification}',
  description: 'Notifications of G2A PAY by outcome',
});

/** Of a flood from more addresses than that, what is above is in the metrics only. */
const ADDRESSES_ON_RECORD = 10;

/** Takes a notification in: is it signed, keep it, answer. What it says is found out later, from G2A itself. */
@Injectable()
export class ReceiveIpn {
  private readonly refusals: RateLimiterMemory;
  private readonly rows: RateLimiterMemory;

  constructor(
    private readonly config: SyncConfig,
    private readonly database: Database,
    private readonly security: SecurityLog,
    private readonly jobs: Jobs,
  ) {
    const points = config.g2aIpnRefusalsPerMinute;
    this.refusals = new RateLimiterMemory({ points, duration: 60 });
    this.rows = new RateLimiterMemory({ points: points * ADDRESSES_ON_RECORD, duration: 60 });
  }

  async receive(body: string): Promise<void> {
    const ipn = readIpn(body);
    const { g2aPaySecret } = this.config;
    // Before anything is looked up or counted: forged ones, however many, keep no signed one out.
    if (!isSigned(ipn, g2aPaySecret)) return this.refuse(ipn, 'hash');
    const payment = await readPayment(this.database, ipn.userOrderId);
    const wrong = wrongWith(ipn, g2aPaySecret, payment);
    if (wrong) return this.refuse(ipn, wrong);
    const kept = await transaction(this.database, (tx) =>
      keepNotification(tx, this.jobs, {
        paymentId: ipn.userOrderId,
        transactionId: ipn.transactionId,
        content: contentOf(ipn),
      }),
    );
    faultPoint('g2a_pay.ipn_kept');
    received.add(1, { outcome: kept });
  }

  /** Each forgery is a row of the security log: without limits anybody could fill the database with them. */
  private async refuse(ipn: Ipn, wrong: string): Promise<never> {
    const address = currentContext()?.actor?.ip ?? 'unknown';
    const tooMany = await overLimit(this.refusals, address);
    if (tooMany) {
      received.add(1, { outcome: 'limited' });
      throw tooManyForgeries(Math.ceil(tooMany.msBeforeNext / 1_000));
    }
    received.add(1, { outcome: 'refused' });
    if (!(await overLimit(this.rows, 'all'))) {
      const detail = { source: 'g2a.ipn', wrong, payment_id: ipn.userOrderId };
      await this.security.record({ type: 'webhook_refused', detail });
    }
    throw notSigned();
  }
}

async function overLimit(limiter: RateLimiterMemory, key: string): Promise<RateLimiterRes | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return refused;
    throw refused;
  }
}
