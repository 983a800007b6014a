import type { Money } from '@tandem/kernel';
import {
  EnumField,
  IntField,
  MoneyField,
  ObjectListField,
  TextField,
  TimeField,
  UuidField,
} from '@tandem/http';
import { MAX_LINES_AFTER_MOVE } from '../../cart/carts/cart.js';

export class RestockLineDto {
  @IntField({ min: 1 })
  part_id!: number;

  @IntField({ min: 1, max: 1_000_000 })
  quantity!: number;
}

export class RefundOrderDto {
  @MoneyField({
    optional: true,
    positive: true,
    description: 'Default: the whole amount that can still be refunded.',
  })
  amount?: Money;

  @TextField({ min: 1, max: 500 })
  reason!: string;

  @ObjectListField(() => RestockLineDto, {
    optional: true,
    maxItems: MAX_LINES_AFTER_MOVE,
    description: 'The items that return to stock.',
  })
  restock?: RestockLineDto[];
}

export class RefundDto {
  @UuidField()
  id!: string;

  @UuidField()
  order_id!: string;

  @MoneyField()
  amount!: Money;

  @EnumField(['requested', 'settled', 'failed'], { name: 'RefundStatus' })
  status!: string;

  @TextField()
  reason!: string;

  @ObjectListField(() => RestockLineDto, { maxItems: MAX_LINES_AFTER_MOVE })
  restock!: RestockLineDto[];

  @TimeField({ nullable: true, description: 'When the goods returned to stock.' })
  restocked_at!: string | null;

  @TextField({ nullable: true, description: 'A code that says why the last attempt failed.' })
  last_error!: string | null;

  @TimeField()
  created_at!: string;
}
