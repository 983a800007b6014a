import { OmitType } from '@nestjs/swagger';
import { PURCHASE_STATES, type PurchaseState } from '@tandem/contracts';
import type { Money } from '@tandem/kernel';
import {
  BlankIsAbsent,
  BoolField,
  EnumField,
  IntField,
  MoneyField,
  ObjectListField,
  PageQuery,
  TextField,
  TimeField,
  UuidField,
} from '@tandem/http';
import { MOST_KEY_CHARACTERS } from '../keys/game-keys.dto.js';

export class PurchasesQuery extends PageQuery {
  @BlankIsAbsent()
  @EnumField(PURCHASE_STATES, { name: 'PurchaseState', optional: true })
  state?: PurchaseState;

  @TextField({
    text: 'machine',
    optional: true,
    min: 1,
    max: 60,
    description: 'The code of a reason.',
  })
  reason?: string;

  @BlankIsAbsent()
  @TextField({
    optional: true,
    text: 'search',
    max: 100,
    description: 'Part of the name that the game had when it was ordered.',
  })
  q?: string;

  @BlankIsAbsent()
  @UuidField({ optional: true })
  order_id?: string;
}

/** Which purchases a file has. */
export class PurchaseFilterQuery extends OmitType(PurchasesQuery, ['cursor', 'limit'] as const) {}

/** The key itself is in no list. */
export class PurchaseDto {
  @UuidField()
  purchase_id!: string;

  @UuidField()
  order_id!: string;

  @IntField({ min: 1 })
  part_id!: number;

  @TextField({
    nullable: true,
    max: 1_000,
    description: 'The name of the game when it was ordered; null if it was not kept.',
  })
  part_name!: string | null;

  @IntField({ min: 1, description: 'Counts the pieces of the line from 1.' })
  unit!: number;

  @EnumField(PURCHASE_STATES, { name: 'PurchaseState' })
  state!: PurchaseState;

  @TextField({
    nullable: true,
    max: 60,
    description: 'Why staff are needed, or why the money goes back; a code.',
  })
  reason!: string | null;

  @MoneyField({ description: 'What the shopper paid for this unit.' })
  paid!: Money;

  @TextField({ nullable: true, max: 100, description: 'The order at G2A.' })
  g2a_order_id!: string | null;

  @MoneyField({ nullable: true, description: 'What it costs at G2A.' })
  price!: Money | null;

  @UuidField({ nullable: true, description: 'The stored key; null while there is none.' })
  key_id!: string | null;

  @BoolField({ nullable: true, description: 'The key is a picture.' })
  is_file!: boolean | null;

  @TimeField({ nullable: true, description: 'When its owner first looked at the key.' })
  revealed_at!: string | null;

  @TimeField({ nullable: true })
  bought_at!: string | null;

  @IntField({ min: 1, description: 'Grows with every change.' })
  version!: number;

  @TimeField()
  created_at!: string;

  @TimeField()
  updated_at!: string;
}

export class PurchasePageDto {
  @ObjectListField(() => PurchaseDto)
  items!: PurchaseDto[];

  @TextField({ nullable: true })
  next_cursor!: string | null;
}

export class UploadKeyDto {
  @TextField({
    min: 1,
    max: MOST_KEY_CHARACTERS,
    description: 'A text, or with `is_file` a picture in base64.',
  })
  key!: string;

  @BoolField({ optional: true, description: 'The key is a picture. Default: false.' })
  is_file?: boolean;
}
