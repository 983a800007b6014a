import { ApiProperty } from '@nestjs/swagger';
import type { Money } from '@tandem/kernel';
import { EnumField, MoneyField, TextField, TimeField, UuidField } from '@tandem/http';
import { TOP_UP_METHODS } from '../payment-methods.js';

export class WalletDto {
  @MoneyField()
  balance!: Money;

  @ApiProperty({
    enum: TOP_UP_METHODS,
    isArray: true,
    description: 'The payment methods for a top-up.',
  })
  top_up_methods!: (typeof TOP_UP_METHODS)[number][];
}

export class TopUpRequestDto {
  @MoneyField({ positive: true })
  amount!: Money;

  @EnumField(TOP_UP_METHODS, {
    name: 'TopUpMethod',
    description: '`test` succeeds at once and is not offered in production.',
  })
  payment_method!: string;
}

export class TopUpDto {
  @UuidField()
  id!: string;

  @EnumField(['pending', 'settled', 'failed', 'cancelled'], { name: 'PaymentStatus' })
  status!: string;

  @MoneyField()
  amount!: Money;

  @EnumField(TOP_UP_METHODS, { name: 'TopUpMethod' })
  payment_method!: string;

  @TextField({
    nullable: true,
    max: 2_500,
    description: 'Where the shopper pays while the top-up is pending.',
  })
  redirect_url!: string | null;

  @TimeField()
  created_at!: string;
}
