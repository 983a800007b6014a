import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import { BodyLimits, UuidId } from '@tandem/http';
import { editorOf } from '../content/admin-part.controller.js';
import { BulkQueries, type BulkRun } from './bulk.queries.js';
import { BulkRunDto, BulkStockPreviewDto, MOST_NAMED } from './bulk.dto.js';
import { CancelBulk } from './cancel-bulk.js';
import { PreviewBulk } from './preview-bulk.js';
import { RepeatBulk } from './repeat-bulk.js';
import { StartBulk } from './start-bulk.js';
import { UndoBulk } from './undo-bulk.js';

/** Changes of the stock of many parts at once, for those who may write stock. They are listed with the other bulk changes. */
@ApiTags('stock')
@Controller('api/v1/admin/bulk-stock')
@RequirePermission('stock:write')
export class BulkStockController {
  constructor(
    private readonly bulk: BulkQueries,
    private readonly previewBulk: PreviewBulk,
    private readonly startBulk: StartBulk,
    private readonly cancelBulk: CancelBulk,
    private readonly undoBulk: UndoBulk,
    private readonly repeatBulk: RepeatBulk,
  ) {}

  @Post()
  @BodyLimits({ bytes: 160 * 1024, items: MOST_NAMED })
  @ApiOperation({
    summary:
      'Freezes which parts a change of stock is for and what it makes of each; nothing is changed yet',
  })
  @ApiCreatedResponse({ type: BulkRunDto })
  async previewBulkStock(
    @Body() body: BulkStockPreviewDto,
    @CurrentUser() user: AuthUser,
  ): Promise<BulkRun> {
    return this.bulk.run(await this.previewBulk.previewStock(body, editorOf(user)));
  }

  @Post(':id/start')
  @HttpCode(200)
  @ApiOperation({ summary: 'Makes a previewed change of stock, in the background' })
  @ApiOkResponse({ type: BulkRunDto })
  async startBulkStock(@UuidId() id: string, @CurrentUser() user: AuthUser): Promise<BulkRun> {
    await this.startBulk.start(id, editorOf(user), 'stock');
    return this.bulk.run(id);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'Stops a bulk change of stock; what is changed already stays' })
  @ApiOkResponse({ type: BulkRunDto })
  async cancelBulkStock(@UuidId() id: string): Promise<BulkRun> {
    await this.cancelBulk.cancel(id, 'stock');
    return this.bulk.run(id);
  }

  @Post(':id/undo')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Gives the parts their former stock again, apart from those whose stock has moved since',
  })
  @ApiOkResponse({ type: BulkRunDto })
  async undoBulkStock(@UuidId() id: string, @CurrentUser() user: AuthUser): Promise<BulkRun> {
    await this.undoBulk.undo(id, editorOf(user), 'stock');
    return this.bulk.run(id);
  }

  @Post(':id/repeat')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Does again what a bulk change could not do; the answer is the change that does it',
  })
  @ApiOkResponse({ type: BulkRunDto })
  async repeatBulkStock(@UuidId() id: string, @CurrentUser() user: AuthUser): Promise<BulkRun> {
    return this.bulk.run(await this.repeatBulk.repeat(id, editorOf(user), 'stock'));
  }
}
