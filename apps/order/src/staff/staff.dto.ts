import { ORDER_STATUSES, type OrderStatus } from '@tandem/contracts';
import { ApiProperty, OmitType } from '@nestjs/swagger';
import type { Money } from '@tandem/kernel';
import {
  BlankIsAbsent,
  EnumField,
  IntField,
  MoneyField,
  ObjectField,
  ObjectListField,
  PageQuery,
  QueryInstantField,
  TextField,
  TimeField,
  UuidField,
} from '@tandem/http';
import { TransactionDto } from '../money/ledger/transactions.dto.js';
import { STEP_OUTCOMES, type SagaStep, type StepOutcome } from '../orders/order/order.js';
import { OrderDto, OrderHistoryDto } from '../orders/order/orders.dto.js';
import { RefundDto } from '../orders/refunds/refunds.dto.js';
import { ORDER_SORTS, type OrderSort } from './order-sorts.js';

export const CUSTOMER_SORTS = ['newest', 'oldest'] as const;

export class StaffOrdersQuery extends PageQuery {
  @BlankIsAbsent()
  @EnumField(ORDER_STATUSES, { name: 'OrderStatus', optional: true })
  status?: OrderStatus;

  @BlankIsAbsent()
  @UuidField({ optional: true })
  user_id?: string;

  @BlankIsAbsent()
  @TextField({
    optional: true,
    text: 'search',
    max: 40,
    description: 'An order number, or the beginning of an order’s id.',
  })
  q?: string;

  @QueryInstantField({ optional: true, description: 'Only orders placed at this time or later.' })
  from?: Date;

  @QueryInstantField({ optional: true, description: 'Only orders placed before this time.' })
  to?: Date;

  @BlankIsAbsent()
  @EnumField(ORDER_SORTS, { optional: true, description: 'Default: newest.' })
  sort?: OrderSort;
}

/** Which orders a file has. */
export class OrderFilterQuery extends OmitType(StaffOrdersQuery, ['cursor', 'limit'] as const) {}

export class CustomersQuery extends PageQuery {
  @BlankIsAbsent()
  @TextField({
    optional: true,
    text: 'search',
    max: 254,
    description: 'Part of a name or an e-mail address, or a complete user id.',
  })
  q?: string;

  @BlankIsAbsent()
  @EnumField(CUSTOMER_SORTS, {
    optional: true,
    description:
      'Sorts by the last order. Default: newest. With `q`, the auth service decides the order.',
  })
  sort?: (typeof CUSTOMER_SORTS)[number];
}

/** Which customers a file has. */
export class CustomerFilterQuery extends OmitType(CustomersQuery, ['cursor', 'limit'] as const) {}

export class PersonDto {
  @UuidField()
  id!: string;

  @TextField({ nullable: true, description: 'Null while the auth service is not answering.' })
  display_name!: string | null;
}

export class StaffOrderDto extends OrderDto {
  @UuidField()
  user_id!: string;

  @ObjectField(() => PersonDto)
  customer!: PersonDto;
}

export class StaffOrderPageDto {
  @ObjectListField(() => StaffOrderDto)
  items!: StaffOrderDto[];

  @TextField({ nullable: true })
  next_cursor!: string | null;
}

export class StaffOrderHistoryDto extends OrderHistoryDto {
  @ObjectField(() => PersonDto, {
    nullable: true,
    description: 'Null if the shop itself made the change.',
  })
  actor!: PersonDto | null;
}

export class StaffRefundDto extends RefundDto {
  @ObjectField(() => PersonDto, {
    nullable: true,
    description: 'Null if the shop itself made the change.',
  })
  requested_by!: PersonDto | null;
}

export class OrderStepDto {
  @TextField({ max: 40 })
  step!: string;

  @EnumField(STEP_OUTCOMES)
  outcome!: StepOutcome;

  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  detail!: Record<string, unknown> | null;

  @TimeField()
  at!: string;
}

export class StaffOrderDetailDto extends StaffOrderDto {
  @MoneyField({ description: 'The amount that can still be refunded.' })
  refundable!: Money;

  @ObjectListField(() => StaffOrderHistoryDto)
  history!: StaffOrderHistoryDto[];

  @ObjectListField(() => StaffRefundDto)
  refunds!: StaffRefundDto[];

  @ObjectListField(() => OrderStepDto)
  steps!: OrderStepDto[];

  @ObjectListField(() => TransactionDto)
  transactions!: TransactionDto[];

  @EnumField(['reserve', 'pay', 'await_payment', 'commit', 'release'], {
    nullable: true,
    description: 'The next step of the order; null if the order waits for a person.',
  })
  next_step!: SagaStep | null;

  @TimeField({ nullable: true })
  due_at!: string | null;
}

export class CustomerWalletDto {
  @MoneyField()
  balance!: Money;
}

export class LastOrderDto {
  @UuidField()
  id!: string;

  @IntField({ min: 1 })
  number!: number;

  @EnumField(ORDER_STATUSES, { name: 'OrderStatus' })
  status!: OrderStatus;

  @MoneyField()
  total!: Money;

  @TimeField()
  created_at!: string;
}

export class CustomerRowDto extends PersonDto {
  @TextField({ nullable: true, description: 'Null while the auth service is not answering.' })
  email!: string | null;

  @ObjectField(() => CustomerWalletDto)
  wallet!: CustomerWalletDto;

  @ObjectField(() => LastOrderDto, { nullable: true })
  last_order!: LastOrderDto | null;
}

export class CustomerPageDto {
  @ObjectListField(() => CustomerRowDto)
  items!: CustomerRowDto[];

  @TextField({ nullable: true })
  next_cursor!: string | null;
}

export class CustomerDto extends PersonDto {
  @TextField({ nullable: true, description: 'Null while the auth service is not answering.' })
  email!: string | null;

  @ObjectField(() => CustomerWalletDto)
  wallet!: CustomerWalletDto;

  @IntField()
  order_count!: number;

  @MoneyField({ description: 'The total paid for orders, less refunds.' })
  spent!: Money;

  @ObjectListField(() => OrderDto, { description: 'The 20 newest orders.' })
  orders!: OrderDto[];

  @ObjectListField(() => TransactionDto, { description: 'The 20 newest orders.' })
  transactions!: TransactionDto[];
}
