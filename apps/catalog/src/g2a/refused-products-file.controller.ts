import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { AnswersListFile, csvFile, everyPage, type FileColumns, Priority } from '@tandem/http';
import { RefusedProductFilterQuery, type RefusedProductDto } from './refused-products.dto.js';
import { RefusedProductQueries } from './refused-products.queries.js';

const COLUMNS: FileColumns<RefusedProductDto> = {
  id: ({ id }) => id,
  name: ({ name }) => name,
  field: ({ field }) => field,
  reason: ({ reason }) => reason,
  message: ({ message }) => message,
  part_id: ({ part_id }) => part_id,
  since: ({ since }) => since,
  tried_at: ({ tried_at }) => tried_at,
};

/** Products of G2A that the shop could not take, as a file. */
@ApiTags('sync')
@Controller('api/v1/admin/g2a')
@Priority('deferrable')
export class RefusedProductsFileController {
  constructor(private readonly refused: RefusedProductQueries) {}

  @Get('refused-products.csv')
  @RequirePermission('sync:read')
  @AnswersListFile('The refused products of the table as CSV')
  exportRefusedProducts(@Query() query: RefusedProductFilterQuery): Promise<StreamableFile> {
    const pages = everyPage((place) => this.refused.list({ ...query, ...place }));
    return csvFile('refused-products', COLUMNS, pages);
  }
}
