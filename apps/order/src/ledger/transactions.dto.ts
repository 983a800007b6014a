import { ApiPropertyOptional } from '@nestjs/swagger';
import {
  EnumField,
  MoneyField,
  ObjectListField,
  PageQuery,
  TextField,
  TimeField,
  UuidField,
  type Money,
} from '@tandem/http';
import { Transform } from 'class-transformer';
import { IsDate, IsOptional } from 'class-validator';
import { TOP_UP_METHODS } from '../payments/payment-methods.js';
import type { EntryType } from './account.js';

const TYPES = ['purchase', 'top_up', 'refund', 'fee'] as const;
const METHODS = ['balance', ...TOP_UP_METHODS] as const;
const RFC3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;

/** A point in time of a query string; as a Date, so that a 30th of February gets no further. */
export function QueryTime(description: string): PropertyDecorator {
  return (target, key) => {
    ApiPropertyOptional({ type: String, format: 'date-time', description })(target, key);
    IsOptional()(target, key);
    IsDate({ message: 'must be an RFC 3339 time' })(target, key);
    Transform(({ value }: { value: unknown }) => (value === undefined ? value : timeIn(value)))(
      target,
      key,
    );
  };
}

function timeIn(text: unknown): unknown {
  if (typeof text !== 'string' || !RFC3339.test(text)) return 'no time';
  const time = new Date(text);
  const sameDay = Number(text.slice(8, 10)) <= daysInMonth(text);
  return sameDay ? time : 'no time';
}

function daysInMonth(text: string): number {
  return new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0)).getUTCDate();
}

export class TransactionsQuery extends PageQuery {
  @EnumField(TYPES, { name: 'TransactionType', optional: true })
  type?: EntryType;

  @QueryTime('Booked at this time or later.')
  from?: Date;

  @QueryTime('Booked before this time.')
  to?: Date;

  @UuidField({ optional: true })
  order_id?: string;

  @EnumField(METHODS, { name: 'TransactionMethod', optional: true })
  payment_method?: string;
}

export class TransactionDto {
  @UuidField()
  id!: string;

  @EnumField(TYPES, { name: 'TransactionType' })
  type!: EntryType;

  @MoneyField({ allowNegative: true, description: 'Signed: a purchase is negative.' })
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
