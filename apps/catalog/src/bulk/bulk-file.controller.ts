import { Controller, Get, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { AnswersListFile, csvFile, everyPage, type FileColumns, Priority } from '@tandem/http';
import { BulkQueries, type BulkRun } from './bulk.queries.js';

const COLUMNS: FileColumns<BulkRun> = {
  id: ({ id }) => id,
  change: ({ change }) => change,
  state: ({ state }) => state,
  parts: ({ parts }) => parts,
  open: ({ open }) => open,
  done: ({ done }) => done,
  unchanged: ({ unchanged }) => unchanged,
  conflicts: ({ conflicts }) => conflicts,
  refused: ({ refused }) => refused,
  restored: ({ restored }) => restored,
  not_restored: ({ not_restored }) => not_restored,
  created_by: ({ created_by_name }) => created_by_name,
  created_at: ({ created_at }) => created_at,
  started_at: ({ started_at }) => started_at,
  ended_at: ({ ended_at }) => ended_at,
};

/** Bulk changes as a file. */
@ApiTags('admin: content')
@Controller('api/v1/admin')
@Priority('deferrable')
export class BulkFileController {
  constructor(private readonly bulk: BulkQueries) {}

  @Get('bulk.csv')
  @RequirePermission('content:read')
  @AnswersListFile('The bulk changes as CSV, newest first')
  exportBulkChanges(): Promise<StreamableFile> {
    return csvFile(
      'bulk-changes',
      COLUMNS,
      everyPage((place) => this.bulk.runs(place)),
    );
  }
}
