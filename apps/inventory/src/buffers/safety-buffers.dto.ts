import { OmitType } from '@nestjs/swagger';
import {
  EnumField,
  IntField,
  ObjectField,
  ObjectListField,
  PageQuery,
  TextField,
  TimeField,
  UuidField,
} from '@tandem/http';
import { MAX_STOCK } from '../stock/stock-level.js';

const BUFFER_KINDS = ['category', 'part'] as const;
export type BufferKind = (typeof BUFFER_KINDS)[number];

export class SetSafetyBufferDto {
  @IntField({ max: MAX_STOCK, description: 'The units that nobody can order.' })
  pieces!: number;

  @IntField({
    optional: true,
    description: 'The version that the client read. An outdated version is refused with 409.',
  })
  version?: number;
}

/** Who set a buffer, and when. */
class BufferEditDto {
  @IntField({ description: '0 until somebody sets a buffer; then it grows with every change.' })
  version!: number;

  @TimeField({ nullable: true })
  updated_at!: string | null;

  @TextField({ nullable: true })
  updated_by_name!: string | null;
}

class BufferOfCategoryDto {
  @UuidField()
  id!: string;

  @TextField()
  name!: string;

  @IntField({ description: 'The units that are kept back of each part.' })
  pieces!: number;
}

export class SafetyBufferDto extends BufferEditDto {
  @IntField()
  part_id!: number;

  @IntField({
    description:
      'The units of what the outside system has that nobody can order: those of the part’s own buffer, else of its category’s.',
  })
  pieces!: number;

  @IntField({
    nullable: true,
    description: 'The buffer of the part itself. Null if it has none; 0 keeps nothing back.',
  })
  own_pieces!: number | null;

  @ObjectField(() => BufferOfCategoryDto, {
    nullable: true,
    description:
      'The nearest category with a buffer: the part’s own category, or one above it. It counts for parts without a buffer of their own.',
  })
  category!: BufferOfCategoryDto | null;
}

export class CategoryBufferDto extends BufferEditDto {
  @UuidField()
  category_id!: string;

  @TextField()
  category_name!: string;

  @IntField({
    nullable: true,
    description:
      'The units that are kept back of each part in the category that an outside system counts. Null if the category has no buffer.',
  })
  pieces!: number | null;
}

export class SafetyBuffersQuery extends PageQuery {
  @EnumField(BUFFER_KINDS, { optional: true, name: 'SafetyBufferKind' })
  kind?: BufferKind;
}

/** Which buffers a file has. */
export class SafetyBufferFilterQuery extends OmitType(SafetyBuffersQuery, [
  'cursor',
  'limit',
] as const) {}

/** The buffer of a part or of a category; the fields of the other are null. */
export class SafetyBufferItemDto {
  @EnumField(BUFFER_KINDS, { name: 'SafetyBufferKind' })
  kind!: BufferKind;

  @IntField({ nullable: true })
  part_id!: number | null;

  @TextField({ nullable: true })
  sku!: string | null;

  @UuidField({ nullable: true })
  category_id!: string | null;

  @TextField({ nullable: true })
  category_name!: string | null;

  @IntField({
    description: 'The units that are kept back of the part, or of each in the category.',
  })
  pieces!: number;

  @IntField({ min: 1 })
  version!: number;

  @TimeField()
  updated_at!: string;

  @TextField()
  updated_by_name!: string;
}

export class SafetyBufferPageDto {
  @ObjectListField(() => SafetyBufferItemDto)
  items!: SafetyBufferItemDto[];

  @TextField({ nullable: true })
  next_cursor!: string | null;
}
