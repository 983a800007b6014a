import { ApiProperty } from '@nestjs/swagger';
import { IntField, TextField, TimeField, UuidField } from '@tandem/http';

const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const SLUG_MESSAGE = 'must be lower-case words joined by dashes';

export class CreateCategoryDto {
  @TextField({ min: 1, max: 100 })
  name!: string;

  @TextField({
    optional: true,
    max: 100,
    pattern: SLUG,
    patternMessage: SLUG_MESSAGE,
    description: 'Default: derived from the name.',
  })
  slug?: string;

  @UuidField({ optional: true, nullable: true })
  parent_id?: string | null;

  @IntField({ optional: true, max: 10_000, description: 'The position among its siblings.' })
  position?: number;
}

export class UpdateCategoryDto {
  @TextField({ min: 1, max: 100, optional: true })
  name?: string;

  @TextField({ optional: true, max: 100, pattern: SLUG, patternMessage: SLUG_MESSAGE })
  slug?: string;

  @UuidField({ optional: true, nullable: true })
  parent_id?: string | null;

  @IntField({ optional: true, max: 10_000 })
  position?: number;

  @IntField({
    min: 1,
    optional: true,
    description: 'The version that the client read. An outdated version is refused with 409.',
  })
  version?: number;
}

export class AdminCategoryView {
  @UuidField()
  id!: string;
  @UuidField({ nullable: true })
  parent_id!: string | null;
  @TextField()
  slug!: string;
  @TextField()
  name!: string;
  @IntField()
  position!: number;
  @IntField()
  version!: number;
  @IntField({ description: 'The number of parts directly in it, without deleted parts.' })
  parts!: number;
  @TimeField()
  updated_at!: string;
}

export class AdminCategoryList {
  @ApiProperty({ type: [AdminCategoryView] })
  items!: AdminCategoryView[];
  @TextField({ nullable: true })
  next_cursor!: string | null;
}
