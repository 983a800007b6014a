import { ApiProperty } from '@nestjs/swagger';
import { IntField, TextField } from '@tandem/http';
import type { Change } from './change-feed.js';

const MOST_CHANGES = 500;
const DEFAULT_CHANGES = 100;

/** The place of whoever wants only what comes from now on. */
export const LATEST = 'latest';

export class ChangesQuery {
  @TextField({
    text: 'machine',
    max: 15,
    optional: true,
    pattern: /^([0-9]{1,15}|latest)$/,
    patternMessage: 'must be a next_after of this feed, or "latest"',
    description:
      'The `next_after` of the previous page. `latest` answers the present place and no changes. Default: the oldest change that is kept.',
  })
  after?: string;

  @IntField({ min: 1, max: MOST_CHANGES, default: DEFAULT_CHANGES, query: true })
  limit: number = DEFAULT_CHANGES;
}

export class ChangeView implements Change {
  @ApiProperty({ description: 'Only grows; there are gaps.' }) seq!: number;
  @ApiProperty({
    example: 'price.updated',
    description: '`part.deleted` also when a part is withdrawn from sale.',
  })
  type!: string;
  @ApiProperty() part_id!: number;
  @ApiProperty({
    description: 'Of the part’s content, or of its stock for types that begin with `stock.`.',
  })
  version!: number;
  @ApiProperty({ format: 'date-time', description: 'When the change was committed.' })
  occurred_at!: string;
}

export class ChangesPage {
  @ApiProperty({ type: [ChangeView], description: 'Oldest first.' }) items!: ChangeView[];
  @ApiProperty({ description: 'Where to go on, at once when the page is full.' })
  next_after!: number;
}
