import type { Money } from '@tandem/kernel';
import { EnumField, MoneyField, UuidField } from '@tandem/http';

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
