import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { CalledBy } from '@tandem/auth-client';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsInt, IsUUID, Max, Min } from 'class-validator';
import { AnnounceStock } from './announce-stock.js';
import { FreeHolds } from './free-holds.js';

class StockToAnnounceDto {
  @ApiProperty({ type: [Number], minItems: 1, maxItems: 100 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(2_147_483_647, { each: true })
  part_ids!: number[];
}

class AnnouncedStockDto {
  @ApiProperty({ type: [Number] }) part_ids!: number[];
}

class HoldsToFreeDto {
  @ApiProperty({ type: [String], format: 'uuid', minItems: 1, maxItems: 100 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsUUID('loose', { each: true })
  reservation_ids!: string[];
}

class FreedHoldsDto {
  @ApiProperty({ type: [String], format: 'uuid' }) reservation_ids!: string[];
}

/** What the consistency check has mended; every call may be repeated. */
@ApiTags('internal')
@CalledBy('operations')
@Controller('internal/repairs')
export class RepairsController {
  constructor(
    private readonly announceStock: AnnounceStock,
    private readonly freeHolds: FreeHolds,
  ) {}

  @Post('stock')
  @HttpCode(200)
  @ApiOperation({ summary: 'Tells every reader how the stock of parts is' })
  @ApiOkResponse({ type: AnnouncedStockDto })
  async stock(@Body() { part_ids }: StockToAnnounceDto): Promise<AnnouncedStockDto> {
    const levels = await this.announceStock.announce(part_ids);
    return { part_ids: levels.map(({ part_id }) => part_id) };
  }

  @Post('holds')
  @HttpCode(200)
  @ApiOperation({ summary: 'Frees what reservations hold whose orders are over' })
  @ApiOkResponse({ type: FreedHoldsDto })
  async holds(@Body() { reservation_ids }: HoldsToFreeDto): Promise<FreedHoldsDto> {
    return { reservation_ids: await this.freeHolds.free(reservation_ids) };
  }
}
