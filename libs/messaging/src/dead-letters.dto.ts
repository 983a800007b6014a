import { ApiProperty } from '@nestjs/swagger';
import type { DeadLetterDiscard, DeadLetterRetry, OwnDeadLetter } from '@tandem/contracts';
import { BoolField, IntField, TextField, UuidField } from '@tandem/http';

/** Which dead letters of this service to list. */
export class DeadLettersOfServiceQuery {
  @BoolField({
    optional: true,
    query: true,
    description: 'Includes messages that were handled after all or discarded.',
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
  @ApiProperty({ type: 'integer' }) partition!: number;
  @ApiProperty({ description: 'Its place in the partition.' }) offset!: string;
  @ApiProperty({ type: String, nullable: true, description: 'The aggregate’s id.' }) subject!:
    string | null;
  @ApiProperty({ description: 'The consumer group.' }) consumer!: string;
  @ApiProperty({ description: 'The value of the message as text.' }) payload!: string;
  @ApiProperty({ description: 'The error of the last attempt.' }) error!: string;
  @ApiProperty({ type: 'integer' }) attempts!: number;
  @ApiProperty({ format: 'date-time' }) failed_at!: string;
  @ApiProperty({ type: String, nullable: true }) resolved_at!: string | null;
  @ApiProperty({
    type: String,
    enum: ['handled', 'discarded', null],
    nullable: true,
    description: 'What became of it; null while nobody has dealt with it.',
  })
  resolution!: OwnDeadLetter['resolution'];
  @ApiProperty({ type: String, nullable: true }) resolved_by_name!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why it was discarded.' })
  reason!: string | null;
  @ApiProperty({ type: String, nullable: true }) trace_id!: string | null;
  @ApiProperty({ type: String, nullable: true }) correlation_id!: string | null;
}

/** Who of the staff decided it. */
export class DecidedByDto {
  @UuidField() by!: string;
  @TextField({ max: 500 }) by_name!: string;
}

export class DiscardedByDto extends DecidedByDto {
  @TextField({ text: 'paragraphs', min: 1, max: 500 }) reason!: string;
}

export class DeadLettersOfService {
  @ApiProperty({ type: [OwnDeadLetterDto] }) items!: OwnDeadLetterDto[];
}

/** What became of a retried dead letter. */
export class DeadLetterRetryDto {
  @ApiProperty({ enum: ['handled', 'already_resolved'] }) result!: DeadLetterRetry;
}

/** What became of a dead letter that nobody will handle. */
export class DeadLetterDiscardDto {
  @ApiProperty({ enum: ['discarded', 'already_resolved'] }) result!: DeadLetterDiscard;
}
