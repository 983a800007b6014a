import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { CalledBy } from '@tandem/auth-client';
import { ObjectField, TextField, UuidField } from '@tandem/http';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsInt, IsUUID, Max, Min } from 'class-validator';
import { RepairImages } from './repair-images.js';
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

class WhoRepairsDto {
  @UuidField() id!: string;
  @TextField({ max: 200 }) name!: string;
}

class ImagesToRepairDto {
  @ApiProperty({ type: [String], format: 'uuid', minItems: 1, maxItems: 100 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsUUID('loose', { each: true })
  image_ids!: string[];

  @ObjectField(() => WhoRepairsDto, {
    optional: true,
    description: 'Who says that an image without its original goes from its part; else none does.',
  })
  by?: WhoRepairsDto;
}

class RepairedImagesDto {
  @ApiProperty({ type: [String], format: 'uuid' }) image_ids!: string[];
  @ApiProperty({ type: [String], description: 'Of each of them, what was done.' })
  said!: string[];
}

/** What the consistency check has mended; every call may be repeated. */
@ApiTags('internal')
@CalledBy('operations')
@Controller('internal/repairs')
export class RepairsController {
  constructor(
    private readonly repairParts: RepairParts,
    private readonly repairImages: RepairImages,
  ) {}

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

  @Post('images')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Makes renditions that are gone again from their originals; without one a person may have the image removed',
  })
  @ApiOkResponse({ type: RepairedImagesDto })
  async images(@Body() { image_ids, by }: ImagesToRepairDto): Promise<RepairedImagesDto> {
    const mended = await this.repairImages.repair(image_ids, by ?? null);
    return {
      image_ids: mended.map(({ image_id }) => image_id),
      said: mended.map(({ said }) => said),
    };
  }
}
