import { PART_STATUSES, type PartStatus } from '@tandem/contracts';
import { ApiProperty, OmitType } from '@nestjs/swagger';
import {
  EnumField,
  IntField,
  MoneyField,
  ObjectField,
  ObjectListField,
  PageQuery,
  TextField,
  TimeField,
  UuidField,
  type MoneyDto,
} from '@tandem/http';
import { MAX_INT4 } from '@tandem/kernel';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsInt,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';
import { AdminListQuery } from '../content/admin-list.js';
import { PART_KINDS } from '../parts/part.dto.js';
import {
  MOST_UNITS,
  PRICE_MODES,
  ROUNDINGS,
  type BulkChange,
  type PriceChange,
  type UnitsChange,
} from './bulk-change.js';
import { ROW_RESULTS, RUN_STATES, type RowResult, type RunState } from './bulk-run.js';

/** So many parts can be named one by one. */
export const MOST_NAMED = 10_000;

const PERCENT = /^-?\d{1,4}(\.\d{1,2})?$/;

export class BulkPriceDto implements PriceChange {
  @EnumField(PRICE_MODES, {
    name: 'BulkPriceMode',
    description:
      'set: `amount` is the new price. amount: it is added. percent: `percent` of the price is added.',
  })
  mode!: PriceChange['mode'];

  @MoneyField({
    optional: true,
    allowNegative: true,
    description: 'A part whose price is in another currency is refused.',
  })
  amount?: MoneyDto;

  @TextField({
    optional: true,
    max: 8,
    pattern: PERCENT,
    patternMessage: 'must be a decimal such as -12.5',
    description: 'From -100 to 1000.',
  })
  percent?: string;

  @EnumField(ROUNDINGS, {
    name: 'BulkRounding',
    default: 'none',
    description: '99: to the nearest price that ends in .99.',
  })
  rounding: PriceChange['rounding'] = 'none';
}

/** Each part is scheduled at a time of its own, so that is no change for many. */
const BULK_STATUSES = [
  'draft',
  'active',
  'archived',
  'discontinued',
] as const satisfies PartStatus[];

export class BulkChangeDto implements BulkChange {
  @ObjectField(() => BulkPriceDto, { optional: true })
  price?: BulkPriceDto;

  @UuidField({ optional: true, nullable: true })
  category_id?: string | null;

  @EnumField(BULK_STATUSES, { optional: true })
  status?: (typeof BULK_STATUSES)[number];
}

export class BulkUnitsDto implements UnitsChange {
  @EnumField(PRICE_MODES, {
    name: 'BulkUnitsMode',
    description:
      'set: there are to be `units`. amount: they are added. percent: `percent` of the units is added, whole ones, halves up.',
  })
  mode!: UnitsChange['mode'];

  @IntField({ min: -MOST_UNITS, max: MOST_UNITS, optional: true })
  units?: number;

  @TextField({
    optional: true,
    max: 8,
    pattern: PERCENT,
    patternMessage: 'must be a decimal such as -12.5',
    description: 'From -100 to 1000.',
  })
  percent?: string;

  @TextField({ min: 1, max: 400, description: 'Kept with the stock movements.' })
  reason!: string;
}

/** The filters of the list of parts; a deleted part can't be changed. */
export class BulkFilterDto extends OmitType(AdminListQuery, [
  'limit',
  'cursor',
  'sort',
  'include_deleted',
  'kind',
  'status',
] as const) {
  @EnumField(PART_KINDS, { optional: true })
  kind?: (typeof PART_KINDS)[number];

  @EnumField(PART_STATUSES, { optional: true })
  status?: PartStatus;
}

/** Which parts a change is for. */
export class BulkSelectionDto {
  @ApiProperty({ type: [Number], required: false, minItems: 1, maxItems: MOST_NAMED })
  @ValidateIf((_, value) => value !== undefined)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_NAMED)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(MAX_INT4, { each: true })
  part_ids?: number[];

  @ObjectField(() => BulkFilterDto, {
    optional: true,
    description:
      'All parts that the list of parts shows with these filters, in place of `part_ids`.',
  })
  matching?: BulkFilterDto;
}

export class BulkPreviewDto extends BulkSelectionDto {
  @ObjectField(() => BulkChangeDto)
  change!: BulkChangeDto;
}

export class BulkStockPreviewDto extends BulkSelectionDto {
  @ObjectField(() => BulkUnitsDto)
  stock!: BulkUnitsDto;
}

export class MadeBulkChangeDto extends BulkChangeDto {
  @ObjectField(() => BulkUnitsDto, { optional: true })
  stock?: BulkUnitsDto;
}

export class BulkRunDto {
  @UuidField() id!: string;
  @ObjectField(() => MadeBulkChangeDto) change!: MadeBulkChangeDto;
  @EnumField(RUN_STATES, { name: 'BulkState' }) state!: RunState;
  @IntField({ description: 'The parts of the run; each has one of the results that follow.' })
  parts!: number;
  @IntField({ description: 'Not dealt with yet.' }) open!: number;
  @IntField() done!: number;
  @IntField({ description: 'Were as asked for already.' }) unchanged!: number;
  @IntField({ description: 'Were changed by somebody else after the preview, and left alone.' })
  conflicts!: number;
  @IntField() refused!: number;
  @IntField({ description: 'Have their former values again.' }) restored!: number;
  @IntField({ description: 'Were changed after the run, and left alone when it was undone.' })
  not_restored!: number;
  @TextField({ nullable: true }) created_by_name!: string | null;
  @TimeField() created_at!: string;
  @TextField({ nullable: true, description: 'Who has started it, or undone it.' })
  acting_by_name!: string | null;
  @TimeField({ nullable: true }) started_at!: string | null;
  @TimeField({ nullable: true }) ended_at!: string | null;
}

export class BulkRunPageDto {
  @ObjectListField(() => BulkRunDto) items!: BulkRunDto[];
  @TextField({ nullable: true }) next_cursor!: string | null;
}

class BulkFieldsDto {
  @MoneyField({ optional: true }) price?: MoneyDto;
  @UuidField({ optional: true, nullable: true }) category_id?: string | null;
  @EnumField(PART_STATUSES, { optional: true }) status?: PartStatus;
  @TimeField({ optional: true, nullable: true }) publish_at?: string | null;
  @IntField({ optional: true, description: 'The units in stock.' }) stock?: number;
}

export class BulkRowDto {
  @IntField({ min: 1, description: 'The place of the row in the run.' }) id!: number;
  @IntField({ min: 1 }) part_id!: number;
  @TextField() sku!: string;
  @TextField() part_name!: string;
  @ObjectField(() => BulkFieldsDto, { description: 'The fields that change, as they were.' })
  before!: BulkFieldsDto;
  @ObjectField(() => BulkFieldsDto) after!: BulkFieldsDto;
  @EnumField(ROW_RESULTS, { name: 'BulkResult' }) result!: RowResult;
  @TextField({ nullable: true, description: 'Why the part was left alone.' })
  reason!: string | null;
}

export class BulkRowPageDto {
  @ObjectListField(() => BulkRowDto) items!: BulkRowDto[];
  @TextField({ nullable: true }) next_cursor!: string | null;
}

export class BulkRowsQuery extends PageQuery {
  @EnumField(ROW_RESULTS, { optional: true, name: 'BulkResult' })
  result?: RowResult;
}

/** Which rows a file has. */
export class BulkRowFilterQuery extends OmitType(BulkRowsQuery, ['cursor', 'limit'] as const) {}
