import type { Money } from '@tandem/kernel';
import { EnumField, IntField, MoneyField, TextField, UuidField } from '@tandem/http';
import { IsUrl } from 'class-validator';
import { PAYMENT_STATUSES } from '../client/provider-status.js';

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
