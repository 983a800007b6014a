import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { CalledBy } from '@tandem/auth-client';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsInt, Max, Min } from 'class-validator';
import type { ImportedStock } from '@tandem/contracts';
import {
  BodyLimits,
  EnumField,
  IntField,
  ObjectField,
  ObjectListField,
  Priority,
  TextField,
  UuidField,
} from '@tandem/http';
import { IMPORTED_OUTCOMES, ImportStock } from './import-stock.js';
import { MAX_STOCK } from './stock-level.js';
import type { StockView } from './stock-view.js';
import { StockViewListDto } from './stock.dto.js';
import { StockQueries } from './stock.queries.js';

class StockQueryDto {
  @ApiProperty({ type: [Number], minItems: 1, maxItems: 500 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(2_147_483_647, { each: true })
  part_ids!: number[];
}

class ImportedLineDto {
  @IntField({ min: 1, description: 'The row of the file, or of the bulk change.' })
  row!: number;

  @IntField({ min: 1 })
  part_id!: number;

  @IntField({ max: MAX_STOCK })
  current_stock!: number;

  @IntField({
    max: MAX_STOCK,
    optional: true,
    description: 'The units that were seen. If there are others now, the row is a conflict.',
  })
  expected_stock?: number;
}

class EditorDto {
  @UuidField()
  id!: string;

  @TextField({ max: 500 })
  name!: string;
}

class ImportedStockDto {
  @UuidField()
  import_id!: string;

  @TextField({ min: 1, max: 500, description: 'The reason that the stock movements name.' })
  reason!: string;

  @UuidField({
    optional: true,
    description: 'What the stock movements name as their cause. Default: the import.',
  })
  reference?: string;

  @ObjectField(() => EditorDto, { optional: true })
  by?: EditorDto;

  @ObjectListField(() => ImportedLineDto, { minItems: 1, maxItems: 500 })
  lines!: ImportedLineDto[];
}

class ImportedResultDto {
  @IntField()
  row!: number;

  @EnumField(IMPORTED_OUTCOMES, { name: 'ImportedStockOutcome' })
  outcome!: ImportedStock['outcome'];

  @TextField({ optional: true })
  message?: string;
}

class ImportedResultsDto {
  @ObjectListField(() => ImportedResultDto)
  results!: ImportedResultDto[];
}

@ApiTags('internal')
@Controller('internal/stock')
export class InternalStockController {
  constructor(
    private readonly stock: StockQueries,
    private readonly importStock: ImportStock,
  ) {}

  @Post('imported')
  @Priority('deferrable')
  @CalledBy('catalog')
  @BodyLimits({ bytes: 64 * 1024, keys: 4_000, items: 1_000 })
  @HttpCode(200)
  @ApiOperation({
    summary: 'Takes stock in from rows of a file or of a bulk change: each row once',
  })
  @ApiOkResponse({ type: ImportedResultsDto })
  async importRows(@Body() body: ImportedStockDto): Promise<{ results: ImportedStock[] }> {
    const { results } = await this.importStock.takeIn(body);
    return { results };
  }

  @Post('query')
  @Priority('critical')
  @CalledBy('order')
  @HttpCode(200)
  @ApiOperation({ summary: 'Stock of live parts, never from a cache' })
  @ApiOkResponse({ type: StockViewListDto })
  async query(@Body() { part_ids }: StockQueryDto): Promise<{ items: StockView[] }> {
    return { items: await this.stock.ofParts(part_ids) };
  }
}
