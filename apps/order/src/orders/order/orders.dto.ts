import { ORDER_STATUSES, type OrderStatus } from '@tandem/contracts';
import type { Money } from '@tandem/kernel';
import {
  BoolField,
  EnumField,
  IntField,
  MoneyField,
  ObjectField,
  ObjectListField,
  PageQuery,
  TextField,
  TimeField,
  UuidField,
  VersionDto,
} from '@tandem/http';
import { MAX_LINES_AFTER_MOVE } from '../../cart/carts/cart.js';
import { KEY_STATUSES, type KeyStatus } from './order-keys.js';
import { PAYMENT_METHODS, type PaymentMethod } from '../../money/payment-methods.js';

export class PlaceOrderDto {
  @EnumField(PAYMENT_METHODS, { name: 'PaymentMethod' })
  payment_method!: PaymentMethod;

  @MoneyField({
    optional: true,
    description:
      'The total that the shopper saw. If the total has changed since, no order is placed.',
  })
  expected_total?: Money;
}

export class OrderKeyDto {
  @UuidField()
  id!: string;

  @IntField({ min: 1, description: 'Which of the units of the line it belongs to.' })
  unit!: number;

  @EnumField(KEY_STATUSES, { name: 'OrderKeyStatus' })
  status!: KeyStatus;

  @TimeField({ nullable: true })
  revealed_at!: string | null;
}

export class OrderItemDto {
  @IntField({ min: 1 })
  part_id!: number;

  @EnumField(['physical', 'game'])
  kind!: string;

  @TextField()
  sku!: string;

  @TextField()
  part_name!: string;

  @IntField({ min: 1 })
  quantity!: number;

  @MoneyField()
  unit_price!: Money;

  @MoneyField()
  line_total!: Money;

  @ObjectListField(() => OrderKeyDto, {
    optional: true,
    maxItems: 10_000,
    description:
      'Of games, once the shop is getting their keys: one entry a unit, and one for each replaced key.',
  })
  keys?: OrderKeyDto[];
}

export class OrderPaymentDto {
  @UuidField({ description: 'The provider’s reference of the payment.' })
  id!: string;

  @EnumField(['pending', 'settled', 'failed', 'cancelled'])
  status!: string;

  @TextField({ nullable: true, max: 2_500, description: 'Where the shopper pays.' })
  redirect_url!: string | null;

  @TimeField({ nullable: true })
  expires_at!: string | null;
}

export class OrderDto {
  @UuidField()
  id!: string;

  @IntField({ min: 1 })
  number!: number;

  @EnumField(ORDER_STATUSES, { name: 'OrderStatus' })
  status!: OrderStatus;

  @TextField({
    nullable: true,
    description: 'A code that says why the order failed or was cancelled.',
  })
  reason!: string | null;

  @IntField({ min: 1 })
  version!: number;

  @EnumField(PAYMENT_METHODS, { name: 'PaymentMethod' })
  payment_method!: PaymentMethod;

  @ObjectListField(() => OrderItemDto, { maxItems: MAX_LINES_AFTER_MOVE })
  items!: OrderItemDto[];

  @MoneyField()
  total!: Money;

  @MoneyField()
  refunded!: Money;

  @ObjectField(() => OrderPaymentDto, { nullable: true })
  payment!: OrderPaymentDto | null;

  @BoolField()
  can_cancel!: boolean;

  @TimeField()
  created_at!: string;

  @TimeField()
  updated_at!: string;

  @TimeField({ nullable: true })
  paid_at!: string | null;

  @TimeField({
    nullable: true,
    description: 'When the physical items were handed over for delivery.',
  })
  parcel_handed_over_at!: string | null;
}

export class OrderHistoryDto {
  @EnumField(ORDER_STATUSES, { name: 'OrderStatus' })
  status!: OrderStatus;

  @TimeField()
  at!: string;

  @TextField({ nullable: true })
  reason!: string | null;
}

export class OrderRefundDto {
  @UuidField()
  id!: string;

  @MoneyField()
  amount!: Money;

  @EnumField(['requested', 'settled', 'failed'])
  status!: string;

  @TextField()
  reason!: string;

  @TimeField()
  created_at!: string;
}

export class OrderDetailDto extends OrderDto {
  @ObjectListField(() => OrderHistoryDto)
  history!: OrderHistoryDto[];

  @ObjectListField(() => OrderRefundDto)
  refunds!: OrderRefundDto[];
}

export class OrdersQuery extends PageQuery {
  @EnumField(ORDER_STATUSES, { name: 'OrderStatus', optional: true })
  status?: OrderStatus;
}

export class OrderPageDto {
  @ObjectListField(() => OrderDto)
  items!: OrderDto[];

  @TextField({ nullable: true })
  next_cursor!: string | null;
}

export class CancelOrderDto extends VersionDto {
  @TextField({ min: 1, max: 100 })
  reason!: string;
}
