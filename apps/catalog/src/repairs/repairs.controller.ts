import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { CalledBy } from '@tandem/auth-client';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsInt, Max, Min } from 'class-validator';
import { RepairParts } from './repair-parts.js';

class PartsToRepairDto {
  @ApiProperty({ type: [Number], minItems: 1, maxItems: 100 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(2_147_483_647, { each: true })
  part_ids!: number[];
}

class RepairedPartsDto {
  @ApiProperty({ type: [Number] }) part_ids!: number[];
}

/** What the consistency check has mended; every call may be repeated. */
@ApiTags('internal')
@CalledBy('operations')
@Controller('internal/repairs')
export class RepairsController {
  constructor(private readonly repairParts: RepairParts) {}

  @Post('content')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Makes what the rows of parts say their newest content version, and tells every reader',
  })
  @ApiOkResponse({ type: RepairedPartsDto })
  async content(@Body() { part_ids }: PartsToRepairDto): Promise<RepairedPartsDto> {
    return { part_ids: await this.repairParts.adopt(part_ids) };
  }

  @Post('search')
  @HttpCode(200)
  @ApiOperation({ summary: 'Makes the search documents of parts anew' })
  @ApiOkResponse({ type: RepairedPartsDto })
  async search(@Body() { part_ids }: PartsToRepairDto): Promise<RepairedPartsDto> {
    return { part_ids: await this.repairParts.index(part_ids) };
  }
}
