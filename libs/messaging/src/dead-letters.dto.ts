import { ApiProperty } from '@nestjs/swagger';
import type { DeadLetterRetry, OwnDeadLetter } from '@tandem/contracts';
import { BoolField, IntField, UuidField } from '@tandem/http';

/** Which dead letters of this service to list. */
export class DeadLettersOfServiceQuery {
  @BoolField({
    optional: true,
    query: true,
    description: 'Includes messages whose retry succeeded.',
  })
  include_resolved?: boolean;

  @IntField({ min: 1, max: 100, default: 24, query: true })
  limit: number = 24;

  @UuidField({ optional: true, description: 'Only those older than this one' })
  after?: string;
}

/** A message that a consumer gave up on. */
export class OwnDeadLetterDto implements OwnDeadLetter {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) event_id!: string;
  @ApiProperty({ type: String, nullable: true }) type!: string | null;
  @ApiProperty() topic!: string;
  @ApiProperty({ type: String, nullable: true, description: 'The aggregate’s id.' }) subject!:
    string | null;
  @ApiProperty({ description: 'The consumer group.' }) consumer!: string;
  @ApiProperty({ description: 'The value of the message as text.' }) payload!: string;
  @ApiProperty({ description: 'The error of the last attempt.' }) error!: string;
  @ApiProperty({ type: 'integer' }) attempts!: number;
  @ApiProperty({ format: 'date-time' }) failed_at!: string;
  @ApiProperty({ type: String, nullable: true }) resolved_at!: string | null;
}

export class DeadLettersOfService {
  @ApiProperty({ type: [OwnDeadLetterDto] }) items!: OwnDeadLetterDto[];
}

/** What became of a retried dead letter. */
export class DeadLetterRetryDto {
  @ApiProperty({ enum: ['handled', 'already_resolved'] }) result!: DeadLetterRetry;
}
