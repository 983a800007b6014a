import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty } from '@nestjs/swagger';
import {
  BoolField,
  EnumField,
  IntField,
  MoneyDto,
  PageQuery,
  TextField,
  TimeField,
  UuidField,
} from '@tandem/http';
import { Transform } from 'class-transformer';

export const LIST_SORTS = ['relevance', 'newest', 'name', 'price_asc', 'price_desc'] as const;
export const PART_KINDS = ['physical', 'game'] as const;

export const SORT_DOC = 'Default: relevance with `q`, else newest.';
export const FIELDS_DOC = 'Names of the fields to answer, by comma.';
export const LONGEST_FIELDS = 500;

const PRICE = /^\d{1,12}(\.\d{1,4})?$/;
const NAME_OR_ID = /^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/;

/** A parameter that is there but empty counts as not given. */
export const BlankIsAbsent = (): PropertyDecorator =>
  Transform(({ value }) => (value === '' ? undefined : value));

const PriceLimit = (description: string): PropertyDecorator =>
  applyDecorators(
    BlankIsAbsent(),
    TextField({
      optional: true,
      max: 20,
      pattern: PRICE,
      patternMessage: 'must be a decimal such as 19.99',
      description,
    }),
  );

const Named = (what: string): PropertyDecorator =>
  applyDecorators(
    BlankIsAbsent(),
    TextField({
      optional: true,
      max: 100,
      pattern: NAME_OR_ID,
      patternMessage: 'must be a slug or an id',
      description: `Slug or id of a ${what}.`,
    }),
  );

/** What the lists of shoppers and of staff have in common. */
export class PartFilterQuery extends PageQuery {
  @BlankIsAbsent()
  @TextField({
    optional: true,
    text: 'search',
    max: 200,
    description: 'Searches names, descriptions, SKU and specifications.',
  })
  q?: string;

  @Named('category; those below it belong to it')
  category?: string;

  @Named('genre')
  genre?: string;

  @Named('platform')
  platform?: string;

  @BlankIsAbsent()
  @BoolField({ optional: true, query: true })
  in_stock?: boolean;

  @PriceLimit('Least price, in units of the part’s own currency.')
  min_price?: string;

  @PriceLimit('Greatest price.')
  max_price?: string;
}

/** The list of games: as the list of parts, of one kind. */
export class ListGamesQuery extends PartFilterQuery {
  @BlankIsAbsent()
  @EnumField(LIST_SORTS, {
    optional: true,
    description: SORT_DOC,
  })
  sort?: (typeof LIST_SORTS)[number];

  @BlankIsAbsent()
  @TextField({ optional: true, max: LONGEST_FIELDS, description: FIELDS_DOC })
  fields?: string;
}

export class ListPartsQuery extends ListGamesQuery {
  @BlankIsAbsent()
  @EnumField(PART_KINDS, { optional: true })
  kind?: (typeof PART_KINDS)[number];
}

export class ReferenceView {
  @UuidField()
  id!: string;
  @TextField()
  slug!: string;
  @TextField()
  name!: string;
}

export class SpecificationView {
  @TextField()
  name!: string;
  @TextField()
  value!: string;
  @TextField({ optional: true })
  unit?: string;
  @TextField({ optional: true })
  group?: string;
}

export class ImageView {
  @UuidField()
  id!: string;
  @TextField({ description: 'Also in the widths 160, 480 and 960 with `?w=`.' })
  url!: string;
  @TextField()
  alt!: string;
  @IntField()
  position!: number;
  @IntField()
  width!: number;
  @IntField()
  height!: number;
}

export class StockView {
  @IntField()
  current_stock!: number;
  @IntField()
  available_stock!: number;
  @BoolField()
  is_in_stock!: boolean;
  @BoolField()
  is_low_stock!: boolean;
  @TimeField({ nullable: true })
  as_of!: string | null;
  @BoolField({ description: 'The outside system this figure comes from is not answering.' })
  stale!: boolean;
}

/** The allow-list of what a shopper gets to see of a part. */
@ApiExtraModels(MoneyDto)
export class PartView {
  @IntField()
  id!: number;
  @EnumField(PART_KINDS)
  kind!: (typeof PART_KINDS)[number];
  @TextField()
  sku!: string;
  @TextField()
  slug!: string;
  @TextField()
  part_name!: string;
  @TextField({
    max: 50_000,
    description:
      'Sanitised HTML. A list shows the first words of a long one, unless `fields` names it.',
  })
  description!: string;
  @ApiProperty({ type: ReferenceView, nullable: true })
  category!: ReferenceView | null;
  @ApiProperty({ type: [ReferenceView], required: false, description: 'Games only.' })
  genres?: ReferenceView[];
  @ApiProperty({ type: [ReferenceView], required: false, description: 'Games only.' })
  platforms?: ReferenceView[];
  @TextField({ optional: true, nullable: true, description: 'Games only.' })
  region?: string | null;
  @TextField({ optional: true, nullable: true, description: 'Games only.' })
  publisher?: string | null;
  @TextField({ optional: true, nullable: true, description: 'Games only.' })
  developer?: string | null;
  @ApiProperty({
    type: String,
    format: 'date',
    required: false,
    nullable: true,
    description: 'Games only.',
  })
  release_date?: string | null;
  @ApiProperty({ type: MoneyDto })
  price!: MoneyDto;
  @ApiProperty({ type: [SpecificationView] })
  specifications!: SpecificationView[];
  @ApiProperty({ type: [ImageView] })
  images!: ImageView[];
  @ApiProperty({ type: StockView })
  stock!: StockView;
  @IntField({ description: 'Counts every change of the content.' })
  version!: number;
  @TimeField()
  updated_at!: string;
}

export class PartPage {
  @ApiProperty({ type: [PartView] })
  items!: PartView[];
  @TextField({ nullable: true })
  next_cursor!: string | null;
  @IntField()
  total!: number;
  @BoolField({ description: 'False: an estimate, given above 10,000.' })
  total_is_exact!: boolean;
}

/** The fields that `?fields=` can name. */
export const PART_FIELDS = [
  'id',
  'kind',
  'sku',
  'slug',
  'part_name',
  'description',
  'category',
  'genres',
  'platforms',
  'region',
  'publisher',
  'developer',
  'release_date',
  'price',
  'specifications',
  'images',
  'stock',
  'version',
  'updated_at',
] as const;
export type PartField = (typeof PART_FIELDS)[number];
