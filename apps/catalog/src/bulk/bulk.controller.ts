import { Body, Controller, Get, HttpCode, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import {
  AnswersListFile,
  BodyLimits,
  csvFile,
  everyPage,
  PageQuery,
  UuidId,
  type FileColumns,
  Priority,
} from '@tandem/http';
import type { Page } from '@tandem/kernel';
import { editorOf } from '../content/admin-part.controller.js';
import { BulkQueries, type BulkRun, type ShownRow } from './bulk.queries.js';
import {
  BulkPreviewDto,
  BulkRowFilterQuery,
  BulkRowPageDto,
  BulkRowsQuery,
  BulkRunDto,
  BulkRunPageDto,
  MOST_NAMED,
} from './bulk.dto.js';
import { CancelBulk } from './cancel-bulk.js';
import { PreviewBulk } from './preview-bulk.js';
import { RepeatBulk } from './repeat-bulk.js';
import { StartBulk } from './start-bulk.js';
import { UndoBulk } from './undo-bulk.js';

const ROW_COLUMNS: FileColumns<ShownRow> = {
  row: ({ id }) => id,
  part_id: ({ part_id }) => part_id,
  sku: ({ sku }) => sku,
  part_name: ({ part_name }) => part_name,
  before: ({ before }) => before,
  after: ({ after }) => after,
  result: ({ result }) => result,
  reason: ({ reason }) => reason,
};

/** Changes of many parts at once. */
@ApiTags('admin: content')
@Controller('api/v1/admin/bulk')
@Priority('deferrable')
export class BulkController {
  constructor(
    private readonly bulk: BulkQueries,
    private readonly previewBulk: PreviewBulk,
    private readonly startBulk: StartBulk,
    private readonly cancelBulk: CancelBulk,
    private readonly undoBulk: UndoBulk,
    private readonly repeatBulk: RepeatBulk,
  ) {}

  @Get()
  @RequirePermission('content:read')
  @ApiOperation({ summary: 'Changes of many parts at once, newest first' })
  @ApiOkResponse({ type: BulkRunPageDto })
  listBulkChanges(@Query() page: PageQuery): Promise<Page<BulkRun>> {
    return this.bulk.runs(page);
  }

  @Post()
  @BodyLimits({ bytes: 160 * 1024, items: MOST_NAMED })
  @RequirePermission('content:write')
  @ApiOperation({
    summary:
      'Freezes which parts a change is for and what it makes of each; nothing is changed yet',
  })
  @ApiCreatedResponse({ type: BulkRunDto })
  async previewBulkChange(
    @Body() body: BulkPreviewDto,
    @CurrentUser() user: AuthUser,
  ): Promise<BulkRun> {
    return this.bulk.run(await this.previewBulk.preview(body, editorOf(user)));
  }

  @Get(':id')
  @RequirePermission('content:read')
  @ApiOperation({ summary: 'One bulk change with its progress' })
  @ApiOkResponse({ type: BulkRunDto })
  getBulkChange(@UuidId() id: string): Promise<BulkRun> {
    return this.bulk.run(id);
  }

  @Get(':id/rows')
  @RequirePermission('content:read')
  @ApiOperation({ summary: 'Each part of a bulk change: before, after, and what became of it' })
  @ApiOkResponse({ type: BulkRowPageDto })
  listBulkRows(@UuidId() id: string, @Query() query: BulkRowsQuery): Promise<Page<ShownRow>> {
    return this.bulk.rows(id, query);
  }

  @Get(':id/rows.csv')
  @RequirePermission('content:read')
  @AnswersListFile('What became of each part of a bulk change, as CSV')
  exportBulkRows(
    @UuidId() id: string,
    @Query() query: BulkRowFilterQuery,
  ): Promise<StreamableFile> {
    const pages = everyPage((place) => this.bulk.rows(id, { ...query, ...place }));
    return csvFile('bulk-change', ROW_COLUMNS, pages);
  }

  @Post(':id/start')
  @HttpCode(200)
  @RequirePermission('content:write')
  @ApiOperation({ summary: 'Makes a previewed change, in the background' })
  @ApiOkResponse({ type: BulkRunDto })
  async startBulkChange(@UuidId() id: string, @CurrentUser() user: AuthUser): Promise<BulkRun> {
    await this.startBulk.start(id, editorOf(user), 'content');
    return this.bulk.run(id);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @RequirePermission('content:write')
  @ApiOperation({ summary: 'Stops a bulk change; what is changed already stays' })
  @ApiOkResponse({ type: BulkRunDto })
  async cancelBulkChange(@UuidId() id: string): Promise<BulkRun> {
    await this.cancelBulk.cancel(id, 'content');
    return this.bulk.run(id);
  }

  @Post(':id/undo')
  @HttpCode(200)
  @RequirePermission('content:write')
  @ApiOperation({
    summary:
      'Gives the parts their former values again, apart from those that somebody has changed since',
  })
  @ApiOkResponse({ type: BulkRunDto })
  async undoBulkChange(@UuidId() id: string, @CurrentUser() user: AuthUser): Promise<BulkRun> {
    await this.undoBulk.undo(id, editorOf(user), 'content');
    return this.bulk.run(id);
  }

  @Post(':id/repeat')
  @HttpCode(200)
  @RequirePermission('content:write')
  @ApiOperation({
    summary: 'Does again what a bulk change could not do; the answer is the change that does it',
  })
  @ApiOkResponse({ type: BulkRunDto })
  async repeatBulkChange(@UuidId() id: string, @CurrentUser() user: AuthUser): Promise<BulkRun> {
    return this.bulk.run(await this.repeatBulk.repeat(id, editorOf(user), 'content'));
  }
}
