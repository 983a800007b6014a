import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiProperty } from '@nestjs/swagger';
import {
  image,
  money,
  partFields,
  partKind,
  publicPart,
  publicStockSchema,
  reference,
  specification,
  type PublicPart,
  type Reference,
} from '@tandem/contracts';
import {
  BlankIsAbsent,
  BoolField,
  EnumField,
  IntField,
  MoneyDto,
  PageQuery,
  TextField,
  viewOf,
  type FieldNote,
} from '@tandem/http';
import { FacetsView } from './facets/facet.dto.js';

export const LIST_SORTS = ['relevance', 'newest', 'name', 'price_asc', 'price_desc'] as const;
export const PART_KINDS = partKind.enum;

export const SORT_DOC = 'Default: relevance with `q`, else newest.';
export const FIELDS_DOC = 'The fields to return, separated by commas.';
export const FACETS_DOC =
  'Counts what the list can be narrowed to, each with all filters but its own.';
export const LONGEST_FIELDS = 500;

const PRICE = /^\d{1,12}(\.\d{1,4})?$/;
const NAME_OR_ID = /^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/;

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

  @Named('category, including its subcategories')
  category?: string;

  @Named('genre')
  genre?: string;

  @Named('platform')
  platform?: string;

  @BlankIsAbsent()
  @BoolField({ optional: true, query: true })
  in_stock?: boolean;

  @PriceLimit('The lowest price, in the part’s own currency.')
  min_price?: string;

  @PriceLimit('The highest price, in the part’s own currency.')
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

  @BlankIsAbsent()
  @BoolField({ optional: true, query: true, description: FACETS_DOC })
  facets?: boolean;
}

export class ListPartsQuery extends ListGamesQuery {
  @BlankIsAbsent()
  @EnumField(PART_KINDS, { optional: true })
  kind?: (typeof PART_KINDS)[number];
}

const NESTED = new Map<object, Type<unknown>>();
function nested<T>(...[name, schema, notes]: Parameters<typeof viewOf>): Type<T> {
  const view = viewOf<T>(name, schema, notes);
  NESTED.set(schema, view);
  return view;
}

export const ReferenceView = nested<Reference>('ReferenceView', reference);
export type ReferenceView = Reference;
nested('SpecificationView', specification, {
  unit: { nullable: false },
  group: { nullable: false },
});
nested('ImageView', image, {
  url: { description: 'The address of the image. `?w=` selects the width 160, 480 or 960.' },
});
nested('StockView', publicStockSchema, {
  stale: { description: 'True if the external system behind this figure is not answering.' },
});
NESTED.set(money, MoneyDto);

const gamesOnly = { description: 'Games only.' };
const NOTES: Readonly<Record<string, FieldNote>> = {
  description: {
    max: 50_000,
    description: 'Sanitised HTML. A list shortens a long description, unless `fields` names it.',
  },
  ...Object.fromEntries(Object.keys(partFields.ofGames).map((field) => [field, gamesOnly])),
  release_date: { ...gamesOnly, day: true },
  lowest_price_30_days: {
    description: 'While a sale is on: the lowest price of the 30 days before it began.',
  },
  discontinued: { description: 'No longer sold: the page stays, and lists leave the part out.' },
  version: { description: 'Grows by one with every change of the content.' },
};

/** The allow-list of what a shopper gets to see of a part. */
export const PartView = viewOf<PublicPart>('PartView', publicPart, NOTES, NESTED);
export type PartView = PublicPart;
ApiExtraModels(MoneyDto)(PartView);

export class PartPage {
  @ApiProperty({ type: [PartView] })
  items!: PartView[];
  @TextField({ nullable: true })
  next_cursor!: string | null;
  @IntField()
  total!: number;
  @BoolField({
    description:
      'False if the total is an estimate: above 10,000, and of a search above 350 in a shop of more than 5,000 parts.',
  })
  total_is_exact!: boolean;
  @ApiProperty({ type: FacetsView, required: false, description: 'With `facets=true` only.' })
  facets?: FacetsView;
}

export type PartField = keyof PublicPart;
/** The fields that `?fields=` can name. */
export const SHOWN_FIELDS = Object.keys(publicPart.properties) as PartField[];
