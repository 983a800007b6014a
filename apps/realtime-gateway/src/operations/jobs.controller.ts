import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { jobRetryAnswer, jobsAnswer } from '@tandem/contracts';
import { JobList } from '@tandem/jobs';
import { notFound } from '@tandem/kernel';
import { JobRetryDto, JobsPage, JobsQuery } from './jobs.dto.js';
import { OtherServices } from './other-services.js';
import { OwnedIdParam } from './owned-id.js';
import type { OwnedId } from './owned-id.js';

@ApiTags('jobs')
@Controller('api/v1/admin/jobs')
export class JobsController {
  constructor(
    private readonly own: JobList,
    private readonly services: OtherServices,
  ) {}

  @Get()
  @RequirePermission('events:read')
  @ApiOperation({ summary: 'Lists the unfinished jobs of all services, newest first' })
  @ApiOkResponse({ type: JobsPage })
  async list(@Query() query: JobsQuery): Promise<JobsPage> {
    const { state, name, limit } = query;
    const { items, next_cursor, answers, unavailable } = await this.services.page({
      path: '/internal/jobs',
      answer: jobsAnswer,
      filter: { state, name },
      query,
      newest: ({ created_at }) => created_at,
      own: (after) => this.own.page({ state, name, limit, after }),
    });
    return {
      items: items.map((job) => ({ ...job, id: `${job.service}.${job.id}` })),
      next_cursor,
      counts: answers.flatMap(({ service, answer }) =>
        answer.counts.map((count) => ({ ...count, service })),
      ),
      unavailable,
    };
  }

  @Post(':id/retry')
  @HttpCode(200)
  @RequirePermission('events:write')
  @ApiOperation({ summary: 'Retries a job at once, including a failed one' })
  @ApiOkResponse({ type: JobRetryDto })
  async retry(@OwnedIdParam() { service, id }: OwnedId): Promise<JobRetryDto> {
    const answer = await this.services.owner(
      { path: `/internal/jobs/${id}/retry`, answer: jobRetryAnswer },
      () => this.own.retry(id),
      service,
    );
    if (answer === null) throw notFound('job', id);
    return answer;
  }
}
