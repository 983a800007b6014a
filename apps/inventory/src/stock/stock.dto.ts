import {
  BoolField,
  IntField,
  ObjectListField,
  TextField,
  TimeField,
  UuidField,
} from '@tandem/http';
import { NotEquals } from 'class-validator';
import { MAX_STOCK } from './stock-level.js';

const VersionField = () =>
  IntField({ optional: true, description: 'The version that was read. Stale → 409.' });
const MinLevelField = () =>
  IntField({ max: MAX_STOCK, optional: true, description: 'Stays as it is when left out.' });
const ReasonField = (optional: boolean) =>
  TextField({ min: 1, max: 500, optional, description: 'Why; kept in the ledger.' });

export class SetStockDto {
  @IntField({ max: MAX_STOCK, description: 'Pieces on the shelf, reserved ones included.' })
  current_stock!: number;

  @MinLevelField()
  min_stock_level?: number;

  @VersionField()
  version?: number;
}

export class AdjustStockDto {
  @IntField({ min: -MAX_STOCK, max: MAX_STOCK, description: 'Pieces that came (+) or went (-).' })
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

  @IntField({ max: MAX_STOCK, optional: true, description: 'Not together with delta.' })
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

  @IntField({ description: 'Set aside for orders under way.' })
  reserved_quantity!: number;

  @IntField({ description: 'What shoppers can still take.' })
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
}

export class StockViewListDto {
  @ObjectListField(() => StockViewDto)
  items!: StockViewDto[];
}

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

  @IntField({ min: -MAX_STOCK, description: 'Pieces that came (+) or went (-).' })
  delta!: number;

  @IntField({ description: 'The stock after the change.' })
  resulting_stock!: number;

  @TextField({
    description: 'set, adjusted, bulk, initial, reservation_committed or order_returned.',
  })
  kind!: string;

  @TextField({ nullable: true })
  reason!: string | null;

  @TextField({
    nullable: true,
    description: 'The order, for what an order moved; the batch, when several were sold at once.',
  })
  reference!: string | null;

  @ObjectListField(() => MovedOrderDto, { description: 'The orders behind sold pieces.' })
  orders!: MovedOrderDto[];

  @UuidField({ nullable: true })
  actor!: string | null;

  @TextField({ nullable: true })
  actor_name!: string | null;

  @TimeField()
  created_at!: string;
}

export class StockMovementPageDto {
  @ObjectListField(() => StockMovementDto)
  items!: StockMovementDto[];

  @TextField({ nullable: true })
  next_cursor!: string | null;
}
