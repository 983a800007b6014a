import { ApiProperty } from '@nestjs/swagger';
import { IntField, TextField, TimeField, UuidField } from '@tandem/http';
import { CategoryChangeView } from '../category.dto.js';
import { ChangedNamedDto, NewNamedDto } from '../named.dto.js';

export class CreateTermDto extends NewNamedDto {}

export class UpdateTermDto extends ChangedNamedDto {}

/** What becomes of the games of one that is deleted. */
export class CloseTermQuery {
  @UuidField({
    optional: true,
    description: 'What its games get instead. Default: nothing; it is taken off them.',
  })
  move_to?: string;
}

export class TermImpactView {
  @UuidField()
  id!: string;
  @IntField()
  version!: number;
  @IntField({ description: 'The number of games that have it, without deleted games.' })
  parts!: number;
  @IntField({ description: 'Deleted games that have it when they are restored.' })
  deleted_parts!: number;
}

export class AdminTermView {
  @UuidField()
  id!: string;
  @TextField()
  slug!: string;
  @TextField()
  name!: string;
  @IntField()
  version!: number;
  @IntField({ description: 'The number of games that have it, without deleted games.' })
  parts!: number;
  @UuidField({ nullable: true, description: 'The one that this one is being merged into.' })
  closes_into!: string | null;
  @ApiProperty({
    type: CategoryChangeView,
    nullable: true,
    description: 'What its games still have to follow.',
  })
  change!: CategoryChangeView | null;
  @TimeField()
  updated_at!: string;
}

export class AdminTermList {
  @ApiProperty({ type: [AdminTermView] })
  items!: AdminTermView[];
  @TextField({ nullable: true })
  next_cursor!: string | null;
}
