import { OmitType } from '@nestjs/swagger';
import { STOCK_SOURCES, type StockSource } from '@tandem/contracts';
import {
  BoolField,
  EnumField,
  IntField,
  ObjectListField,
  PageQuery,
  TextField,
  TimeField,
  UuidField,
} from '@tandem/http';

const SHORTFALL_STATES = ['open', 'resolved'] as const;
export type ShortfallState = (typeof SHORTFALL_STATES)[number];
const RESOLUTIONS = ['covered', 'holds_released', 'accepted'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** Of the orders of a shortfall, the newest. */
export const MOST_ORDERS = 20;

export class ShortfallsQuery extends PageQuery {
  @EnumField(SHORTFALL_STATES, { optional: true, name: 'ShortfallState' })
  state?: ShortfallState;
}

/** Which shortfalls a file has. */
export class ShortfallFilterQuery extends OmitType(ShortfallsQuery, ['cursor', 'limit'] as const) {}

export class ShortOrderDto {
  @UuidField()
  order_id!: string;

  @IntField({ min: 1 })
  quantity!: number;

  @BoolField({
    description:
      'The order is paid, and the outside system has not counted it yet. If false, the units are reserved.',
  })
  is_sold!: boolean;
}

export class ShortfallDto {
  @UuidField()
  id!: string;

  @IntField({ min: 1 })
  part_id!: number;

  @TextField()
  sku!: string;

  @EnumField(STOCK_SOURCES, { name: 'StockSource' })
  source!: StockSource;

  @IntField({ description: 'The units that the outside system says it has.' })
  announced!: number;

  @IntField({ description: 'The units that open orders held at the last change.' })
  held!: number;

  @IntField({ description: 'The units that orders need and that are not there.' })
  missing!: number;

  @IntField({ description: 'The units that the shop took back from unpaid orders, newest first.' })
  released!: number;

  @EnumField(SHORTFALL_STATES, { name: 'ShortfallState' })
  state!: ShortfallState;

  @EnumField(RESOLUTIONS, { nullable: true, name: 'ShortfallResolution' })
  resolution!: Resolution | null;

  @TextField({ nullable: true })
  note!: string | null;

  @ObjectListField(() => ShortOrderDto, {
    maxItems: MOST_ORDERS,
    description: 'The orders that need the units now, newest first.',
  })
  orders!: ShortOrderDto[];

  @IntField({ min: 1 })
  version!: number;

  @TimeField()
  opened_at!: string;

  @TimeField()
  updated_at!: string;

  @TimeField({ nullable: true })
  resolved_at!: string | null;

  @TextField({ nullable: true })
  resolved_by_name!: string | null;
}

export class ShortfallPageDto {
  @ObjectListField(() => ShortfallDto)
  items!: ShortfallDto[];

  @TextField({ nullable: true })
  next_cursor!: string | null;
}

export class ResolveShortfallDto {
  @TextField({ min: 1, max: 500, description: 'What was decided, kept with the shortfall.' })
  note!: string;

  @IntField({
    optional: true,
    description: 'The version that the client read. An outdated version is refused with 409.',
  })
  version?: number;
}
