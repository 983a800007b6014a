import { Injectable } from '@nestjs/common';
import { faultPoint } from '@tandem/fault-points';
import { Jobs } from '@tandem/jobs';
import { Database, transaction } from '@tandem/persistence';
import { SyncConfig } from '../../config.js';
import { received, RefuseWebhook } from '../../webhooks/refuse-webhook.js';
import { readPayment } from '../payments/payment-store.js';
import { IPN_SOURCE, keepNotification } from '../payments/payment-notifications.js';
import { contentOf, readIpn, type Ipn } from './ipn-form.js';
import { isSigned, wrongWith } from './validate-ipn.js';

/** Takes a notification in: is it signed, keep it, answer. What it says is found out later, from G2A itself. */
@Injectable()
export class ReceiveIpn {
  constructor(
    private readonly config: SyncConfig,
    private readonly database: Database,
    private readonly refuseWebhook: RefuseWebhook,
    private readonly jobs: Jobs,
  ) {}

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
    received.add(1, { source: IPN_SOURCE, outcome: kept });
  }

  private refuse({ userOrderId }: Ipn, wrong: string): Promise<never> {
    return this.refuseWebhook.refuse({ source: IPN_SOURCE, wrong, payment_id: userOrderId });
  }
}
