import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CalledBy } from '@tandem/auth-client';
import { JOB_STATES } from '@tandem/contracts';
import type { JobRetry, JobState, OwnJob, OwnJobCount } from '@tandem/contracts';
import { notFound } from '@tandem/kernel';
import { EnumField, IntField, TextField, UuidField, UuidId } from '@tandem/http';
import { JobList } from './job-list.js';

class JobsQuery {
  @EnumField([...JOB_STATES], { optional: true })
  state?: JobState;

  @TextField({ text: 'machine', max: 100, optional: true })
  name?: string;

  @IntField({ min: 1, max: 100, default: 24, query: true })
  limit: number = 24;

  @UuidField({ optional: true, description: 'The id of the last job of the page before' })
  after?: string;
}

/** What the realtime gateway shows staff of this service's jobs, and what they have retried. */
@ApiTags('internal')
@Controller('internal/jobs')
@CalledBy('realtime-gateway')
export class InternalJobsController {
  constructor(private readonly jobs: JobList) {}

  @Get()
  @ApiOperation({ summary: 'The jobs that are not done, newest first, and how many there are' })
  @ApiOkResponse({ schema: { type: 'object' } })
  list(@Query() query: JobsQuery): Promise<{ items: OwnJob[]; counts: OwnJobCount[] }> {
    return this.jobs.page(query);
  }

  @Post(':id/retry')
  @HttpCode(200)
  @ApiOperation({ summary: 'Retries a job at once, including a failed one' })
  @ApiOkResponse({ schema: { type: 'object' } })
  async retry(@UuidId() id: string): Promise<{ result: JobRetry }> {
    const answer = await this.jobs.retry(id);
    if (answer === null) throw notFound('job', id);
    return answer;
  }
}
