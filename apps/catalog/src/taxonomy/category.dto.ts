import { ApiProperty } from '@nestjs/swagger';
import { EnumField, IntField, TextField, TimeField, UuidField } from '@tandem/http';
import { ChangedNamedDto, NewNamedDto } from './named.dto.js';

export class CreateCategoryDto extends NewNamedDto {
  @UuidField({ optional: true, nullable: true })
  parent_id?: string | null;

  @IntField({
    optional: true,
    max: 10_000,
    description: 'Its place among its siblings, from 0. Default: the last.',
  })
  position?: number;
}

export class UpdateCategoryDto extends ChangedNamedDto {
  @UuidField({ optional: true, nullable: true })
  parent_id?: string | null;

  @IntField({ optional: true, max: 10_000, description: 'Its place among its siblings, from 0.' })
  position?: number;
}

/** Where what is in a deleted category goes. */
export class CloseCategoryQuery {
  @UuidField({
    optional: true,
    description: 'The category that its parts go to. Needed while it has any.',
  })
  move_to?: string;

  @EnumField(['along', 'up'], {
    optional: true,
    description:
      'Where the categories in it go: along with its parts, or up into the category above it. Default: along.',
  })
  children?: 'along' | 'up';
}

export class CategoryChangeView {
  @EnumField(['rename', 'close'])
  kind!: 'rename' | 'close';
  @IntField({ description: 'How many parts follow the change.' })
  total!: number;
  @IntField({ description: 'How many have done so.' })
  done!: number;
}

export class CloseImpactView {
  @UuidField()
  category_id!: string;
  @IntField()
  version!: number;
  @IntField({ description: 'The number of parts directly in it, without deleted parts.' })
  parts!: number;
  @IntField({ description: 'Deleted parts that are in it when they are restored.' })
  deleted_parts!: number;
  @IntField({ description: 'The number of categories directly in it.' })
  children!: number;
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
  @UuidField({ nullable: true, description: 'The category that this one is being closed into.' })
  closes_into!: string | null;
  @ApiProperty({
    type: CategoryChangeView,
    nullable: true,
    description: 'What its parts still have to follow.',
  })
  change!: CategoryChangeView | null;
  @TimeField()
  updated_at!: string;
}

export class AdminCategoryList {
  @ApiProperty({ type: [AdminCategoryView] })
  items!: AdminCategoryView[];
  @TextField({ nullable: true })
  next_cursor!: string | null;
}
