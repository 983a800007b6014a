import { applyDecorators } from '@nestjs/common';
import { ApiProperty, OmitType } from '@nestjs/swagger';
import {
  PART_STATUSES,
  plainPartFields,
  type PartStatus,
  type PlainPartFields,
} from '@tandem/contracts';
import {
  EnumField,
  IntField,
  MoneyDto,
  MoneyField,
  ObjectListField,
  ObjectField,
  TextField,
  TimeField,
  UuidField,
  VersionDto,
  viewOf,
  type TextOptions,
} from '@tandem/http';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsUUID,
  ValidateIf,
} from 'class-validator';
import { MAX_DESCRIPTION } from './html.js';
import { RESTORABLE_FIELDS, type RestorableField } from './roll-back.js';

const SKU = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/;

/** Plain text on one line. */
const Line = (options: TextOptions): PropertyDecorator => TextField({ min: 1, ...options });

const UuidList = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: [String], format: 'uuid', required: false, maxItems: 20, description }),
    ValidateIf((_, value) => value !== undefined),
    IsArray(),
    ArrayMaxSize(20),
    ArrayUnique(),
    IsUUID(undefined, { each: true }),
  );

export class SpecificationDto {
  @Line({ max: 100, example: 'Diameter' })
  name!: string;

  @Line({ max: 500, example: '320' })
  value!: string;

  @Line({ max: 32, optional: true, nullable: true, example: 'mm' })
  unit?: string | null;

  @Line({ max: 100, optional: true, nullable: true, example: 'Dimensions' })
  group?: string | null;
}

export class SaleDto {
  @MoneyField({ description: 'Below the price of the part, in its currency.' })
  price!: MoneyDto;

  @TimeField({ optional: true, description: 'The first moment of the sale. Default: now.' })
  from?: string;

  @TimeField({ description: 'The first moment after the sale.' })
  until!: string;
}

/** What the contract says of a plain field is enough, unless a rule is named here. */
const PlainDto = viewOf<Partial<PlainPartFields>>('PlainPartFields', plainPartFields, {
  region: { min: 1, max: 100, description: 'Games only.' },
  publisher: { min: 1, max: 200, description: 'Games only.' },
  developer: { min: 1, max: 200, description: 'Games only.' },
  release_date: { day: true, description: 'Games only.' },
});

/** What staff may write of a part; on an update each field is optional. */
export class ContentDto extends PlainDto {
  @Line({ max: 200, optional: true })
  part_name?: string;

  @TextField({
    text: 'paragraphs',
    max: MAX_DESCRIPTION,
    optional: true,
    description: 'HTML. Elements that are not allowed are removed.',
  })
  description?: string;

  @ObjectListField(() => SpecificationDto, { optional: true, maxItems: 100 })
  specifications?: SpecificationDto[];

  @UuidField({ optional: true, nullable: true })
  category_id?: string | null;

  @MoneyField({ optional: true })
  price?: MoneyDto;

  @ObjectField(() => SaleDto, {
    optional: true,
    nullable: true,
    description: 'A price for a time; null ends it.',
  })
  sale?: SaleDto | null;

  @TextField({
    max: 64,
    pattern: SKU,
    optional: true,
    patternMessage: 'may hold letters, digits, dot, dash, underscore and slash',
  })
  sku?: string;

  @EnumField(PART_STATUSES, { optional: true })
  status?: PartStatus;

  @TimeField({
    optional: true,
    nullable: true,
    description:
      'When the part becomes active by itself: a draft that is given a time is scheduled. Null takes the time back.',
  })
  publish_at?: string | null;

  @UuidList('Games only.')
  genre_ids?: string[];

  @UuidList('Games only.')
  platform_ids?: string[];

  @Line({ max: 500, optional: true, description: 'A note for the part’s history.' })
  change_summary?: string;
}

export class UpdatePartDto extends ContentDto {
  @IntField({
    min: 1,
    optional: true,
    description: 'The version that the client read. An outdated version is refused with 409.',
  })
  version?: number;
}

export class RollBackDto extends VersionDto {
  @ApiProperty({
    enum: RESTORABLE_FIELDS,
    isArray: true,
    required: false,
    minItems: 1,
    description: 'Only these fields. Without them all of the content is put back.',
  })
  @ValidateIf((_, value) => value !== undefined)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(RESTORABLE_FIELDS.length)
  @ArrayUnique()
  @IsIn(RESTORABLE_FIELDS, { each: true })
  fields?: RestorableField[];
}

export class CreatePartDto extends OmitType(ContentDto, ['part_name', 'sku', 'price'] as const) {
  @EnumField(['physical', 'game'], { default: 'physical' })
  kind: 'physical' | 'game' = 'physical';

  @Line({ max: 200 })
  part_name!: string;

  @TextField({
    max: 64,
    pattern: SKU,
    patternMessage: 'may hold letters, digits, dot, dash, underscore and slash',
  })
  sku!: string;

  @MoneyField()
  price!: MoneyDto;
}

export class ImageUrlDto {
  @TextField({ text: 'machine', min: 1, max: 2_000 })
  url!: string;

  @Line({ min: 0, max: 300, optional: true })
  alt?: string;
}

export class ImageTextDto {
  @Line({ min: 0, max: 300, description: 'What the image shows, for those who cannot see it.' })
  alt!: string;

  @IntField({ min: 1, optional: true })
  version?: number;
}

export class ImageOrderDto {
  @ApiProperty({ type: [String], format: 'uuid' })
  @IsArray()
  @ArrayMaxSize(50)
  @IsUUID(undefined, { each: true })
  image_ids!: string[];

  @IntField({ min: 1, optional: true })
  version?: number;
}
