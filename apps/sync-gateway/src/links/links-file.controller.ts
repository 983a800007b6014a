import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { AnswersListFile, csvFile, everyPage, type FileColumns, Priority } from '@tandem/http';
import { LinkFilterQuery, type LinkView } from './links.dto.js';
import { LinkQueries } from './links.queries.js';

const COLUMNS: FileColumns<LinkView> = {
  id: ({ id }) => id,
  system: ({ system }) => system,
  external_id: ({ external_id }) => external_id,
  name: ({ name }) => name,
  part_id: ({ part_id }) => part_id,
  sku: ({ sku }) => sku,
  linked_at: ({ linked_at }) => linked_at,
  linked_by: ({ linked_by }) => linked_by,
  unlinked_at: ({ unlinked_at }) => unlinked_at,
  unlinked_by: ({ unlinked_by }) => unlinked_by,
};

/** Links as a file. */
@ApiTags('sync')
@Controller('api/v1/admin/sync')
@Priority('deferrable')
export class LinksFileController {
  constructor(private readonly links: LinkQueries) {}

  @Get('links.csv')
  @RequirePermission('sync:read')
  @AnswersListFile('The links of the table as CSV')
  exportLinks(@Query() query: LinkFilterQuery): Promise<StreamableFile> {
    const pages = everyPage((place) => this.links.list({ ...query, ...place }));
    return csvFile('links', COLUMNS, pages);
  }
}
