import { OmitType } from '@nestjs/swagger';
import {
  BoolField,
  EnumField,
  IntField,
  ObjectField,
  ObjectListField,
  PageQuery,
  TextField,
  TimeField,
} from '@tandem/http';
import { REFUSAL_REASONS, type RefusalReason } from './refusal-words.js';

export class RefusedProductsQuery extends PageQuery {
  @TextField({
    text: 'search',
    max: 100,
    optional: true,
    description: 'The id at G2A, or the beginning of the name.',
  })
  q?: string;
}

/** Which of them a file has. */
export class RefusedProductFilterQuery extends OmitType(RefusedProductsQuery, [
  'cursor',
  'limit',
] as const) {}

export class RefusedProductDto {
  @TextField({ max: 100, description: 'The id of the product at G2A.' }) id!: string;
  @TextField({ nullable: true, max: 200, description: 'The name at G2A, cut to 200 characters.' })
  name!: string | null;
  @EnumField(REFUSAL_REASONS, { name: 'RefusalReason' }) reason!: RefusalReason;
  @TextField({ description: 'The field of the product that is wrong.' }) field!: string;
  @TextField({ description: 'The reason as a sentence about the field.' }) message!: string;
  @IntField({ nullable: true, min: 1, description: 'The part that it is linked to.' })
  part_id!: number | null;
  @TimeField() since!: string;
  @TimeField({ nullable: true, description: 'When staff tried again last.' })
  tried_at!: string | null;
}

export class RefusedProductPageDto {
  @ObjectListField(() => RefusedProductDto) items!: RefusedProductDto[];
  @TextField({ nullable: true }) next_cursor!: string | null;
  @IntField({ description: 'Refused products, whatever the query; at most 1,000 are counted.' })
  total!: number;
  @BoolField({ description: 'False: there are more than were counted.' })
  total_is_exact!: boolean;
}

export class TriedProductDto {
  @ObjectField(() => RefusedProductDto, {
    nullable: true,
    description: 'The product, if it is still refused; null when the shop has taken it.',
  })
  refused!: RefusedProductDto | null;
}
