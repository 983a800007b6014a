import { ApiProperty } from '@nestjs/swagger';
import { LATER_UPDATES, type Notice } from '@tandem/contracts';

/** A failed update of the caller's. */
export class NoticeView implements Notice {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: LATER_UPDATES, description: 'What has failed.' })
  update!: Notice['update'];
  @ApiProperty({ type: Number, nullable: true }) part_id!: number | null;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The bulk change or the import.',
  })
  run_id!: string | null;
  @ApiProperty({ description: 'Whether the shop tries it again by itself.' }) retrying!: boolean;
  @ApiProperty({ description: 'What failed and what to do.' }) detail!: string;
  @ApiProperty({ format: 'date-time' }) created_at!: string;
}

export class NoticesView {
  @ApiProperty({ type: [NoticeView] }) items!: NoticeView[];
}
