import { OmitType } from '@nestjs/swagger';
import type { Money } from '@tandem/kernel';
import {
  EnumField,
  MoneyField,
  ObjectListField,
  PageQuery,
  QueryInstantField,
  TextField,
  TimeField,
  UuidField,
} from '@tandem/http';
import { TOP_UP_METHODS } from '../payment-methods.js';
import type { EntryType } from './account.js';

const TYPES = ['purchase', 'top_up', 'refund', 'fee'] as const;
const METHODS = ['balance', ...TOP_UP_METHODS] as const;

export class TransactionsQuery extends PageQuery {
  @EnumField(TYPES, { name: 'TransactionType', optional: true })
  type?: EntryType;

  @QueryInstantField({ optional: true, description: 'Only entries booked at this time or later.' })
  from?: Date;

  @QueryInstantField({ optional: true, description: 'Only entries booked before this time.' })
  to?: Date;

  @UuidField({ optional: true })
  order_id?: string;

  @EnumField(METHODS, { name: 'TransactionMethod', optional: true })
  payment_method?: string;
}

/** Which transactions a file has. */
export class TransactionFilterQuery extends OmitType(TransactionsQuery, [
  'cursor',
  'limit',
] as const) {}

export class TransactionDto {
  @UuidField()
  id!: string;

  @EnumField(TYPES, { name: 'TransactionType' })
  type!: EntryType;

  @MoneyField({ allowNegative: true, description: 'The signed amount. A purchase is negative.' })
  amount!: Money;

  @UuidField({ nullable: true })
  order_id!: string | null;

  @EnumField(METHODS, { name: 'TransactionMethod' })
  payment_method!: string;

  @TimeField()
  created_at!: string;
}

export class TransactionPageDto {
  @ObjectListField(() => TransactionDto)
  items!: TransactionDto[];

  @TextField({ nullable: true, max: 1_024 })
  next_cursor!: string | null;
}
