import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { CalledBy } from '@tandem/auth-client';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsInt, Max, Min } from 'class-validator';
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

@ApiTags('internal')
@CalledBy('order')
@Controller('internal/stock')
export class InternalStockController {
  constructor(private readonly stock: StockQueries) {}

  @Post('query')
  @HttpCode(200)
  @ApiOperation({ summary: 'Stock of live parts, never from a cache' })
  @ApiOkResponse({ type: StockViewListDto })
  async query(@Body() { part_ids }: StockQueryDto): Promise<{ items: StockView[] }> {
    return { items: await this.stock.ofParts(part_ids) };
  }
}
