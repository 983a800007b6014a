import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { BoolField, PageQuery } from '@tandem/http';

/** Which dead letters to list. */
export class DeadLettersQuery extends PageQuery {
  @BoolField({ optional: true, query: true, description: 'Also those retried with success' })
  include_resolved?: boolean;
}

/** A message this service gave up on. */
export class DeadLetterView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) event_id!: string;
  @ApiProperty({ type: String, nullable: true }) type!: string | null;
  @ApiProperty() topic!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Aggregate id' }) subject!:
    string | null;
  @ApiProperty({ description: 'Consumer group' }) consumer!: string;
  @ApiProperty({ description: 'The message’s value as text' }) payload!: string;
  @ApiProperty({ description: 'Why it was given up' }) error!: string;
  @ApiProperty({ type: 'integer' }) attempts!: number;
  @ApiProperty({ format: 'date-time' }) failed_at!: string;
  @ApiProperty({ type: String, nullable: true }) resolved_at!: string | null;
}

export class DeadLettersPage {
  @ApiProperty({ type: [DeadLetterView] }) items!: DeadLetterView[];
  @ApiPropertyOptional({ type: String, nullable: true }) next_cursor!: string | null;
}

export class RetryAnswer {
  @ApiProperty({ enum: ['handled', 'already_resolved'] }) result!: 'handled' | 'already_resolved';
}
