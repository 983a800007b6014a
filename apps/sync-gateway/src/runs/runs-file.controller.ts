import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { AnswersListFile, csvFile, everyPage, type FileColumns, Priority } from '@tandem/http';
import { RunFilterQuery, type RunView } from './runs.dto.js';
import { RunQueries } from './runs.queries.js';

const COLUMNS: FileColumns<RunView> = {
  id: ({ id }) => id,
  kind: ({ kind }) => kind,
  status: ({ status }) => status,
  processed: ({ processed }) => processed,
  total: ({ total }) => total,
  failed: ({ failed }) => failed,
  reason: ({ reason }) => reason,
  started_at: ({ started_at }) => started_at,
  finished_at: ({ finished_at }) => finished_at,
  started_by: ({ started_by }) => started_by,
};

/** Runs of synchronisation as a file. */
@ApiTags('sync')
@Controller('api/v1/admin/sync')
@Priority('deferrable')
export class RunsFileController {
  constructor(private readonly runs: RunQueries) {}

  @Get('runs.csv')
  @RequirePermission('sync:read')
  @AnswersListFile('The runs of the table as CSV')
  exportRuns(@Query() query: RunFilterQuery): Promise<StreamableFile> {
    const pages = everyPage((place) => this.runs.list({ ...query, ...place }));
    return csvFile('sync-runs', COLUMNS, pages);
  }
}
