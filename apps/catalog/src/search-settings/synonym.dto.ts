import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { EnumField, IntField, TextField, TimeField, UuidField } from '@tandem/http';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, Matches } from 'class-validator';

const SYNONYM_KINDS = ['equal', 'one_way'] as const;
export type SynonymKind = (typeof SYNONYM_KINDS)[number];

const MOST_WORDS = 10;
const WORD = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]{1,60}$/u;

const WordsField = (description: string, minItems: number): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: [String], description, minItems, maxItems: MOST_WORDS }),
    IsArray(),
    ArrayMinSize(minItems),
    ArrayMaxSize(MOST_WORDS),
    ArrayUnique(),
    Matches(WORD, { each: true, message: 'must be words of at most 60 characters' }),
  );

export class CreateSynonymDto {
  @EnumField(SYNONYM_KINDS, {
    name: 'SynonymKind',
    description:
      'equal: each of `words` finds the others too. one_way: each of `words` finds `targets` too.',
  })
  kind!: SynonymKind;

  @WordsField('Words or phrases of up to three words, as shoppers type them.', 1)
  words!: string[];

  @WordsField('What is found as well; empty for `equal`.', 0)
  targets: string[] = [];
}

export class UpdateSynonymDto extends CreateSynonymDto {
  @IntField({
    min: 1,
    optional: true,
    description: 'The version that the client read. An outdated version is refused with 409.',
  })
  version?: number;
}

export class SynonymView {
  @UuidField()
  id!: string;
  @EnumField(SYNONYM_KINDS, { name: 'SynonymKind' })
  kind!: SynonymKind;
  @ApiProperty({ type: [String], description: 'In small letters, without separators.' })
  words!: string[];
  @ApiProperty({ type: [String] })
  targets!: string[];
  @IntField()
  version!: number;
  @TimeField()
  updated_at!: string;
}

export class SynonymList {
  @ApiProperty({ type: [SynonymView] })
  items!: SynonymView[];
  @TextField({ nullable: true })
  next_cursor!: string | null;
}
