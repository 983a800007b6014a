import { STOCK_SOURCES, type StockSource } from '@tandem/contracts';
import {
  BoolField,
  EnumField,
  IntField,
  ObjectField,
  ObjectListField,
  PageQuery,
  QueryInstantField,
  TextField,
  TimeField,
  UuidField,
} from '@tandem/http';
import { OmitType } from '@nestjs/swagger';
import { NotEquals } from 'class-validator';
import type { RemovedMovements } from './removed-movements.js';
import { CHANGE_KINDS, MAX_STOCK, type StockChangeKind } from './stock-level.js';

const VersionField = () =>
  IntField({
    optional: true,
    description: 'The version that the client read. An outdated version is refused with 409.',
  });
const MinLevelField = () =>
  IntField({
    max: MAX_STOCK,
    optional: true,
    description: 'If omitted, the level does not change.',
  });
const ReasonField = (optional: boolean) =>
  TextField({
    min: 1,
    max: 500,
    optional,
    description: 'The reason for the change, kept with the stock movement.',
  });

export class SetStockDto {
  @IntField({ max: MAX_STOCK, description: 'The units in stock, including reserved units.' })
  current_stock!: number;

  @MinLevelField()
  min_stock_level?: number;

  @VersionField()
  version?: number;
}

export class AdjustStockDto {
  @IntField({ min: -MAX_STOCK, max: MAX_STOCK, description: 'The units added (+) or removed (-).' })
  @NotEquals(0)
  delta!: number;

  @ReasonField(false)
  reason!: string;

  @VersionField()
  version?: number;
}

export class BulkLineDto {
  @IntField({ min: 1 })
  part_id!: number;

  @IntField({ max: MAX_STOCK, optional: true, description: 'Cannot be combined with `delta`.' })
  current_stock?: number;

  @IntField({ min: -MAX_STOCK, max: MAX_STOCK, optional: true })
  @NotEquals(0)
  delta?: number;

  @MinLevelField()
  min_stock_level?: number;

  @VersionField()
  version?: number;
}

export class BulkStockDto {
  @ObjectListField(() => BulkLineDto, { minItems: 1, maxItems: 1_000 })
  lines!: BulkLineDto[];

  @ReasonField(true)
  reason?: string;
}

/** A part's stock as staff see it. */
export class StockViewDto {
  @IntField()
  part_id!: number;

  @IntField()
  current_stock!: number;

  @IntField({ description: 'The units reserved for open orders.' })
  reserved_quantity!: number;

  @IntField({ description: 'The units that shoppers can still order.' })
  available_stock!: number;

  @IntField()
  min_stock_level!: number;

  @BoolField()
  is_in_stock!: boolean;

  @BoolField()
  is_low_stock!: boolean;

  @IntField({ description: 'Grows by one with every change, reservations included.' })
  version!: number;

  @TextField({ description: 'The kind of the last change.' })
  last_change!: string;

  @UuidField({ nullable: true })
  last_updated_by!: string | null;

  @TextField({ nullable: true })
  last_updated_by_name!: string | null;

  @TimeField({ nullable: true })
  updated_at!: string | null;

  @EnumField(STOCK_SOURCES, {
    nullable: true,
    name: 'StockSource',
    description: 'The outside system that counts the part. Its next figure replaces the stock.',
  })
  source!: StockSource | null;
}

export class StockViewListDto {
  @ObjectListField(() => StockViewDto)
  items!: StockViewDto[];
}

/** Of all parts: which movements are listed. */
export class MovementsQuery extends PageQuery {
  @IntField({ min: 1, optional: true, query: true, description: 'Only movements of this part.' })
  part_id?: number;

  @EnumField(CHANGE_KINDS, { optional: true, description: 'Only movements for this reason.' })
  kind?: StockChangeKind;

  @UuidField({ optional: true, description: 'Only what this person moved.' })
  actor?: string;

  @QueryInstantField({ optional: true, description: 'Only movements from this time on.' })
  from?: Date;

  @QueryInstantField({ optional: true, description: 'Only movements before this time.' })
  to?: Date;
}

/** Which movements a file has. */
export class MovementFilterQuery extends OmitType(MovementsQuery, ['cursor', 'limit'] as const) {}

export class MovedOrderDto {
  @UuidField()
  order_id!: string;

  @IntField({ min: 1 })
  quantity!: number;
}

export class StockMovementDto {
  @IntField()
  id!: number;

  @IntField()
  part_id!: number;

  @IntField({ min: -MAX_STOCK, description: 'The units added (+) or removed (-).' })
  delta!: number;

  @IntField({ description: 'The stock after the change.' })
  resulting_stock!: number;

  @TextField({
    description: 'set, adjusted, bulk, initial, external, reservation_committed or order_returned.',
  })
  kind!: string;

  @TextField({ nullable: true })
  reason!: string | null;

  @TextField({
    nullable: true,
    description:
      'The order that moved the stock, or the batch if several orders were sold at once.',
  })
  reference!: string | null;

  @ObjectListField(() => MovedOrderDto, { description: 'The orders that bought the units.' })
  orders!: MovedOrderDto[];

  @UuidField({ nullable: true })
  actor!: string | null;

  @TextField({ nullable: true })
  actor_name!: string | null;

  @TimeField()
  created_at!: string;
}

/** With what the part is known by, for a list of many. */
export class PartMovementDto extends StockMovementDto {
  @TextField()
  sku!: string;
}

export class RemovedMovementsDto implements RemovedMovements {
  @TimeField({ description: 'All that was removed is from before this time.' })
  before!: string;

  @IntField({ description: 'For how many days each is kept.' })
  kept_days!: number;
}

const RemovedField = () =>
  ObjectField(() => RemovedMovementsDto, {
    nullable: true,
    description: 'What the list lacks, for it was too old to be kept; null: nothing.',
  });

export class PartMovementPageDto {
  @ObjectListField(() => PartMovementDto)
  items!: PartMovementDto[];

  @TextField({ nullable: true })
  next_cursor!: string | null;

  @RemovedField()
  removed!: RemovedMovementsDto | null;
}

export class StockMovementPageDto {
  @ObjectListField(() => StockMovementDto)
  items!: StockMovementDto[];

  @TextField({ nullable: true })
  next_cursor!: string | null;

  @RemovedField()
  removed!: RemovedMovementsDto | null;
}
