import { ApiProperty } from '@nestjs/swagger';
import { IntField, TextField } from '@tandem/http';
import { ArrayMaxSize, ArrayUnique, IsArray, Matches } from 'class-validator';

/** A document has the stems of each. */
const MOST_LANGUAGES = 8;

export class UpdateSearchSettingsDto {
  @ApiProperty({
    type: [String],
    maxItems: MOST_LANGUAGES,
    description: 'Some of `available`. Words are found as they are written in any case.',
  })
  @IsArray()
  @ArrayMaxSize(MOST_LANGUAGES)
  @ArrayUnique()
  @Matches(/^[a-z_]{1,40}$/, { each: true, message: 'must be names of languages' })
  languages!: string[];

  @IntField({
    min: 1,
    optional: true,
    description: 'The version that the client read. An outdated version is refused with 409.',
  })
  version?: number;
}

export class SearchChangeView {
  @IntField({ description: 'How many parts there are.' })
  total!: number;
  @IntField({ description: 'How many are found by the new languages.' })
  done!: number;
}

export class SearchSettingsView {
  @ApiProperty({ type: [String], description: 'Whose stems words are found by.' })
  languages!: string[];
  @ApiProperty({ type: [String], description: 'What PostgreSQL knows stems of.' })
  available!: string[];
  @IntField()
  version!: number;
  @ApiProperty({
    type: SearchChangeView,
    nullable: true,
    description: 'How far a change of the languages is; null when all parts follow it.',
  })
  change!: SearchChangeView | null;
}

export class SearchMissView {
  @TextField({ description: 'In small letters, without separators.' })
  words!: string;
  @IntField({ description: 'How often they were looked for in the last thirty days.' })
  searches!: number;
  @TextField({ description: 'The last day, YYYY-MM-DD.' })
  last_day!: string;
}

export class SearchMissList {
  @ApiProperty({ type: [SearchMissView] })
  items!: SearchMissView[];
  @TextField({ nullable: true })
  next_cursor!: string | null;
}
