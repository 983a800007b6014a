import { EnumField, IntField, MoneyField, TextField, UuidField, type Money } from '@tandem/http';
import { IsUrl } from 'class-validator';
import { PAYMENT_STATUSES } from './payment.js';

export class BeginPaymentDto {
  @UuidField({ description: 'Makes the call idempotent; G2A PAY knows the payment by it.' })
  payment_id!: string;

  @MoneyField({ positive: true })
  amount!: Money;

  @TextField({ min: 1, max: 250, description: 'What the buyer reads on the page.' })
  description!: string;

  @TextField({
    text: 'machine',
    max: 2_000,
    description: 'Where the buyer comes back to, having paid or not.',
  })
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  return_url!: string;
}

export class BegunPaymentDto {
  @UuidField()
  payment_id!: string;

  @EnumField(PAYMENT_STATUSES)
  status!: string;

  @TextField({ max: 2_500 })
  redirect_url!: string;
}

export class PaymentDto {
  @UuidField()
  payment_id!: string;

  @EnumField(PAYMENT_STATUSES)
  status!: string;

  @TextField({ nullable: true, max: 100 })
  transaction_id!: string | null;

  @MoneyField()
  amount!: Money;

  @MoneyField()
  refunded!: Money;

  @IntField({ description: 'Grows with every change.' })
  version!: number;
}

export class RefundDto {
  @UuidField({ description: 'Makes the call idempotent.' })
  refund_id!: string;

  @MoneyField({ positive: true })
  amount!: Money;
}

export class RefundStateDto {
  @EnumField(['settled', 'pending'], {
    description: 'pending: taken on, and gone on with in the background; ask again.',
  })
  status!: 'settled' | 'pending';
}

/** As G2A PAY documents it. For the description only: it may hold more fields, which are not looked at. */
export class IpnDto {
  @TextField({ optional: true })
  type?: string;

  @TextField({ max: 100 })
  transactionId!: string;

  @UuidField()
  userOrderId!: string;

  @TextField({ example: '19.99' })
  amount!: string;

  @TextField({ example: 'EUR' })
  currency!: string;

  @TextField({ example: 'complete' })
  status!: string;

  @TextField({ description: 'sha256(transactionId + userOrderId + amount + secret)' })
  hash!: string;

  @TextField({ optional: true })
  orderCompleteAt?: string;

  @TextField({ optional: true, example: '0.00' })
  refundedAmount?: string;
}

export class TakenDto {
  @EnumField(['ok'])
  status!: 'ok';
}
