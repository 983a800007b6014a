import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { SERVICE_NAMES } from '@tandem/config';
import type { OwnJob, OwnJobCount } from '@tandem/contracts';
import { JobList } from '@tandem/jobs';
import { decodeCursor, encodeCursor, notFound } from '@tandem/kernel';
import { JobRetryDto, JobsPage, JobsQuery } from './jobs.dto.js';
import { OtherServices } from './other-services.js';
import { OwnedIdParam } from './owned-id.js';
import type { OwnedId } from './owned-id.js';

/** The last job shown of each service: their ids have no order in common. */
const PLACE = Object.fromEntries(SERVICE_NAMES.map((service) => [service, 'uuid?' as const]));

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
  async list(@Query() { service: only, state, name, limit, cursor }: JobsQuery): Promise<JobsPage> {
    const after = decodeCursor(cursor, PLACE) ?? {};
    const { answers, unavailable } = await this.services.read<{
      items: OwnJob[];
      counts: OwnJobCount[];
    }>(
      (service) => {
        const place = after[service];
        const search = new URLSearchParams({
          limit: String(limit),
          ...(state && { state }),
          ...(name && { name }),
          ...(place && { after: place }),
        });
        return `/internal/jobs?${search}`;
      },
      () => this.own.page({ state, name, limit, after: after['realtime-gateway'] }),
      only,
    );
    const found = answers
      .flatMap(({ service, answer }) => answer.items.map((job) => ({ ...job, service })))
      .sort((a, b) => b.created_at.localeCompare(a.created_at));
    const shown = found.slice(0, limit);
    const place = Object.fromEntries(
      SERVICE_NAMES.map((service) => [
        service,
        shown.findLast((job) => job.service === service)?.id ?? after[service] ?? null,
      ]),
    );
    return {
      items: shown.map((job) => ({ ...job, id: `${job.service}.${job.id}` })),
      next_cursor: found.length >= limit ? encodeCursor(place) : null,
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
    const answer = await this.services.retry<JobRetryDto>(
      `/internal/jobs/${id}/retry`,
      () => this.own.retry(id),
      service,
    );
    if (answer === null) throw notFound('job', id);
    return answer;
  }
}
