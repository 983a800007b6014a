import { ApiProperty } from '@nestjs/swagger';
import { ROLES } from '@tandem/auth-client';
import { BoolField, IntField } from '@tandem/http';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, ValidateIf } from 'class-validator';

const ROLE_NAMES = Object.keys(ROLES);

/** What staff decide about a flag. What is left out stays as it is. */
export class DecideFlagDto {
  @BoolField({ description: 'Off is off for everybody.' })
  enabled!: boolean;

  @IntField({
    min: 0,
    max: 100,
    optional: true,
    nullable: true,
    description: 'The share of people for whom it is on, in percent; null: all of them.',
  })
  percentage?: number | null;

  @ApiProperty({
    enum: ROLE_NAMES,
    isArray: true,
    required: false,
    maxItems: 20,
    description: 'Whoever has one of these roles may be among them; an empty list: whoever comes.',
  })
  @ValidateIf((_, value) => value !== undefined)
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsIn(ROLE_NAMES, { each: true })
  roles?: string[];

  @IntField({
    optional: true,
    description:
      'The version that the client read, 0 before the first decision. An outdated one is refused with 409.',
  })
  version?: number;
}

/** A flag as staff see it. */
export class FlagView {
  @ApiProperty({ example: 'feature_fe_inventory_sync_fl_catalog_enabled' }) name!: string;
  @ApiProperty({ description: 'What the flag is for.' }) purpose!: string;
  @ApiProperty({ description: 'When the flag goes.' }) remove_when!: string;
  @ApiProperty({ description: 'Whether pages of shoppers may ask for it.' }) on_pages!: boolean;
  @ApiProperty({ description: 'What holds until somebody decides.' }) default!: boolean;
  @ApiProperty() enabled!: boolean;
  @ApiProperty({ type: 'integer', nullable: true, minimum: 0, maximum: 100 })
  percentage!: number | null;
  @ApiProperty({ enum: ROLE_NAMES, isArray: true }) roles!: string[];
  @ApiProperty({ type: 'integer', description: '0 before the first decision.' }) version!: number;
  @ApiProperty({ type: String, nullable: true, format: 'uuid' }) updated_by!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Who decided last.' })
  updated_by_name!: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) updated_at!: string | null;
}

export class FlagsPage {
  @ApiProperty({ type: [FlagView] }) items!: FlagView[];
  @ApiProperty({ type: String, nullable: true }) next_cursor!: string | null;
}

/** The answers to whoever asked. */
export class FlagAnswersDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'boolean' },
    example: { feature_fe_inventory_sync_fl_catalog_enabled: true },
  })
  flags!: Record<string, boolean>;
}
