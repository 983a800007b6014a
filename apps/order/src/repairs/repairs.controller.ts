import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { CalledBy } from '@tandem/auth-client';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsUUID, Matches } from 'class-validator';
import type { Owner } from '../cart/guests/owner.js';
import { RemoveGoneLines, type HeldLine } from './remove-gone-lines.js';
import { RemoveLeavers } from './remove-leavers.js';
import { WakeOrders } from './wake-orders.js';

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

class OrdersToWakeDto {
  @ApiProperty({ type: [String], format: 'uuid', minItems: 1, maxItems: 100 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsUUID('loose', { each: true })
  order_ids!: string[];
}

class WokenOrdersDto {
  @ApiProperty({ type: [String], format: 'uuid' }) order_ids!: string[];
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
  constructor(
    private readonly removeGoneLines: RemoveGoneLines,
    private readonly removeLeavers: RemoveLeavers,
    private readonly wakeOrders: WakeOrders,
  ) {}

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

  @Post('leavers')
  @HttpCode(200)
  @ApiOperation({ summary: 'Removes what is left of people whose accounts are gone' })
  @ApiOkResponse({ type: RemovedLinesDto })
  async leavers(@Body() { lines }: LinesToRemoveDto): Promise<RemovedLinesDto> {
    const removed = await this.removeLeavers.from(lines.map(heldLine));
    return { lines: removed.map(({ line }) => line) };
  }

  @Post('orders')
  @HttpCode(200)
  @ApiOperation({ summary: 'Takes orders up again that wait for a step nobody would take' })
  @ApiOkResponse({ type: WokenOrdersDto })
  async orders(@Body() { order_ids }: OrdersToWakeDto): Promise<WokenOrdersDto> {
    return { order_ids: await this.wakeOrders.wake(order_ids) };
  }
}
