import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { CalledBy } from '@tandem/auth-client';
import { ArrayMaxSize, ArrayMinSize, IsArray, Matches } from 'class-validator';
import type { Owner } from '../cart/guests/owner.js';
import { RemoveGoneLines, type HeldLine } from './remove-gone-lines.js';

/** As the consistency check names a line: whose it is, and of which part. */
const LINE = /^(user|guest):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:[1-9][0-9]{0,8}$/;

class LinesToRemoveDto {
  @ApiProperty({ type: [String], pattern: LINE.source, minItems: 1, maxItems: 100 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @Matches(LINE, { each: true, message: 'each must name an owner and a part: user:<id>:<part>' })
  lines!: string[];
}

class RemovedLinesDto {
  @ApiProperty({ type: [String] }) lines!: string[];
}

function heldLine(line: string): HeldLine & { line: string } {
  const [kind, id, part] = line.split(':') as [Owner['kind'], string, string];
  return { line, owner: { kind, id }, partId: Number(part) };
}

/** What the consistency check has mended; every call may be repeated. */
@ApiTags('internal')
@CalledBy('operations')
@Controller('internal/repairs')
export class RepairsController {
  constructor(private readonly removeGoneLines: RemoveGoneLines) {}

  @Post('carts')
  @HttpCode(200)
  @ApiOperation({ summary: 'Removes lines of carts whose parts were deleted' })
  @ApiOkResponse({ type: RemovedLinesDto })
  async carts(@Body() { lines }: LinesToRemoveDto): Promise<RemovedLinesDto> {
    const removed = await this.removeGoneLines.fromCarts(lines.map(heldLine));
    return { lines: removed.map(({ line }) => line) };
  }

  @Post('wishlists')
  @HttpCode(200)
  @ApiOperation({ summary: 'Removes parts from wishlists that were deleted' })
  @ApiOkResponse({ type: RemovedLinesDto })
  async wishlists(@Body() { lines }: LinesToRemoveDto): Promise<RemovedLinesDto> {
    const removed = await this.removeGoneLines.fromWishlists(lines.map(heldLine));
    return { lines: removed.map(({ line }) => line) };
  }
}
