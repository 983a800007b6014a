import { ApiProperty } from '@nestjs/swagger';
import { SERVICE_NAMES } from '@tandem/config';
import { JOB_STATES } from '@tandem/contracts';
import type { JobRetry, JobState, OwnJob, OwnJobCount } from '@tandem/contracts';
import { EnumField, PageQuery, TextField } from '@tandem/http';

/** Which jobs to list. */
export class JobsQuery extends PageQuery {
  @EnumField(SERVICE_NAMES, { optional: true, description: 'Only those of this service.' })
  service?: string;

  @EnumField(JOB_STATES, { optional: true, description: 'Only those in this state.' })
  state?: JobState;

  @TextField({ text: 'machine', min: 1, max: 100, optional: true, description: 'The kind of job.' })
  name?: string;
}

const states = { enum: JOB_STATES, enumName: 'JobState' };

/** A job that is not done. */
export class JobView implements OwnJob {
  @ApiProperty({ description: 'The service’s name, a dot and a UUID.' }) id!: string;
  @ApiProperty({ description: 'The service that runs the job.' }) service!: string;
  @ApiProperty({ description: 'The kind of job.', example: 'refund-payout' }) name!: string;
  @ApiProperty({ example: 'Pay a refund out' }) title!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The order, refund, … that the job is about.',
  })
  subject!: string | null;
  @ApiProperty(states) state!: JobState;
  @ApiProperty({ type: 'integer' }) attempts!: number;
  @ApiProperty({ format: 'date-time' }) due_at!: string;
  @ApiProperty({ format: 'date-time' }) created_at!: string;
  @ApiProperty({ type: String, nullable: true, description: 'The error of the last attempt.' })
  last_error!: string | null;
  @ApiProperty({ type: String, nullable: true }) correlation_id!: string | null;
}

/** How many jobs of a kind are in a state. */
export class JobCount implements OwnJobCount {
  @ApiProperty() service!: string;
  @ApiProperty() name!: string;
  @ApiProperty(states) state!: JobState;
  @ApiProperty({ type: 'integer' }) jobs!: number;
}

export class JobsPage {
  @ApiProperty({ type: [JobView] }) items!: JobView[];
  @ApiProperty({ type: String, nullable: true }) next_cursor!: string | null;
  @ApiProperty({ type: [JobCount] }) counts!: JobCount[];
  @ApiProperty({
    type: [String],
    description: 'The services that did not answer. Their entries are missing.',
  })
  unavailable!: string[];
}

/** What became of a retried job. */
export class JobRetryDto {
  @ApiProperty({ enum: ['queued', 'already_done'] }) result!: JobRetry;
}
