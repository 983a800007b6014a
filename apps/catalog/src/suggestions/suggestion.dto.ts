import { ApiProperty } from '@nestjs/swagger';
import { EnumField, IntField, TextField } from '@tandem/http';

const MOST_SUGGESTIONS = 10;
const SUGGESTION_KINDS = ['query', 'category', 'part'] as const;

export class SuggestionsQuery {
  @TextField({
    text: 'search',
    max: 100,
    description: 'What was typed so far. Blank: nothing is suggested.',
  })
  q!: string;

  @IntField({ min: 1, max: MOST_SUGGESTIONS, default: 8, query: true })
  limit: number = 8;
}

export class SuggestionView {
  @EnumField(SUGGESTION_KINDS, {
    description: '`query`: words to search for; `category` and `part`: where to go.',
  })
  kind!: (typeof SUGGESTION_KINDS)[number];

  @TextField({ description: 'What is shown: the words, or the name.' })
  text!: string;

  @IntField({ nullable: true, description: 'Of a part.' })
  part_id!: number | null;

  @TextField({ nullable: true, description: 'Of a part.' })
  sku!: string | null;

  @TextField({ nullable: true, description: 'Of a category.' })
  slug!: string | null;
}

export class SuggestionList {
  @ApiProperty({ type: [SuggestionView] })
  items!: SuggestionView[];
}
