import { ApiProperty, OmitType } from '@nestjs/swagger';
import { PART_STATUSES, type PartStatus } from '@tandem/contracts';
import {
  ObjectField,
  BoolField,
  EnumField,
  IntField,
  MoneyDto,
  MoneyField,
  TextField,
  TimeField,
  UuidField,
} from '@tandem/http';
import { RemovedView } from '../history/removed.dto.js';
import { PartView, ReferenceView } from '../parts/part.dto.js';
import type { FieldOwner } from '../parts/synced-fields.js';
import type { Sale } from './part-content.js';
import { RESTORABLE_FIELDS, type RestorableField } from './roll-back.js';

export class StaffStockView {
  @IntField()
  current_stock!: number;
  @IntField()
  reserved_quantity!: number;
  @IntField()
  available_stock!: number;
  @IntField()
  min_stock_level!: number;
  @BoolField()
  is_in_stock!: boolean;
  @BoolField()
  is_low_stock!: boolean;
  @IntField()
  version!: number;
  @UuidField({ nullable: true })
  last_updated_by!: string | null;
  @TimeField({ nullable: true })
  updated_at!: string | null;
}

class SaleView {
  @MoneyField()
  price!: MoneyDto;
  @TimeField()
  from!: string;
  @TimeField()
  until!: string;
}

export class AdminPartView extends OmitType(PartView, [
  'stock',
  'genres',
  'platforms',
  'regular_price',
  'sale_until',
  'lowest_price_30_days',
  'discontinued',
] as const) {
  @ApiProperty({ type: SaleView, nullable: true })
  sale!: Sale | null;
  @UuidField({ nullable: true })
  category_id!: string | null;
  @ApiProperty({ type: [ReferenceView] })
  genres!: ReferenceView[];
  @ApiProperty({ type: [ReferenceView] })
  platforms!: ReferenceView[];
  @EnumField(PART_STATUSES, {
    description:
      'Shoppers find and buy only active parts; the page of a discontinued one stays. Archived: hidden.',
  })
  status!: PartStatus;
  @TimeField({ nullable: true, description: 'When a scheduled part becomes active by itself.' })
  publish_at!: string | null;
  @UuidField({ nullable: true })
  changed_by!: string | null;
  @TextField({ nullable: true })
  changed_by_name!: string | null;
  @TimeField()
  changed_at!: string;
  @TimeField()
  created_at!: string;
  @TimeField({ nullable: true })
  deleted_at!: string | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', enum: ['staff', 'g2a'] },
    nullable: true,
    description:
      'Whose each field is that G2A tells: a sync leaves what is staff’s. Null for a part that no product of G2A is linked to.',
  })
  owners!: Record<string, FieldOwner> | null;
  @ApiProperty({ type: StaffStockView })
  stock!: StaffStockView;
}

export class AdminPartPage {
  @ApiProperty({ type: [AdminPartView] })
  items!: AdminPartView[];
  @TextField({ nullable: true })
  next_cursor!: string | null;
  @IntField()
  total!: number;
  @BoolField()
  total_is_exact!: boolean;
}

export class DeleteImpactView {
  @IntField()
  part_id!: number;
  @IntField()
  version!: number;
  @IntField()
  images!: number;
  @IntField()
  specifications!: number;
  @IntField()
  versions!: number;
  @ApiProperty({ type: StaffStockView })
  stock!: StaffStockView;
  @IntField({ description: 'The units reserved for orders that are not settled yet.' })
  open_reservations!: number;
  @TextField({
    description:
      'A token to confirm the deletion. It is valid for ten minutes and for this version only.',
  })
  confirm!: string;
}

export class ContentVersionView {
  @IntField()
  version_number!: number;
  @TextField({ nullable: true })
  change_summary!: string | null;
  @UuidField({ nullable: true })
  created_by!: string | null;
  @TextField({ nullable: true })
  created_by_name!: string | null;
  @TimeField()
  created_at!: string;
  @BoolField()
  is_active!: boolean;
}

export class ContentVersionDetailView extends ContentVersionView {
  @ApiProperty({
    type: Object,
    additionalProperties: true,
    description: 'The part’s fields in this version.',
  })
  content_snapshot!: Record<string, unknown>;
}

export class ContentVersionPage {
  @ApiProperty({ type: [ContentVersionView] })
  items!: ContentVersionView[];
  @TextField({ nullable: true })
  next_cursor!: string | null;
  @ObjectField(() => RemovedView, {
    nullable: true,
    description: 'What the list lacks, for it was too old to be kept; null: nothing.',
  })
  removed!: RemovedView | null;
}

class FieldChangeView {
  @TextField()
  field!: string;
  @ApiProperty({ description: 'The value in the first version.' })
  from!: unknown;
  @ApiProperty({ description: 'The value in the second version.' })
  to!: unknown;
}

export class VersionDiffView {
  @IntField()
  from!: number;
  @IntField()
  to!: number;
  @ApiProperty({ type: [FieldChangeView] })
  changes!: FieldChangeView[];
}

class RollBackCheckItem {
  @EnumField(RESTORABLE_FIELDS)
  field!: RestorableField;
  @BoolField()
  ok!: boolean;
  @TextField()
  message!: string;
}

export class RollBackCheckView {
  @ApiProperty({ type: [RollBackCheckItem] })
  checks!: RollBackCheckItem[];
}

export class PartEventView {
  @UuidField()
  id!: string;
  @TextField()
  type!: string;
  @IntField()
  version!: number;
  @ApiProperty({ type: [String] })
  changed!: string[];
  @TextField({ nullable: true })
  change_summary!: string | null;
  @UuidField({ nullable: true })
  changed_by!: string | null;
  @TextField({ nullable: true })
  changed_by_name!: string | null;
  @TimeField()
  created_at!: string;
}

export class PartEventPage {
  @ApiProperty({ type: [PartEventView] })
  items!: PartEventView[];
  @TextField({ nullable: true })
  next_cursor!: string | null;
  @ObjectField(() => RemovedView, {
    nullable: true,
    description: 'What the list lacks, for it was too old to be kept; null: nothing.',
  })
  removed!: RemovedView | null;
}
