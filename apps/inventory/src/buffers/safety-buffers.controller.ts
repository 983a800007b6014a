import { Body, Controller, Delete, Get, Put, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentUser, RequirePermission, type AuthUser } from '@tandem/auth-client';
import { expectedVersion, IfMatch, IntId } from '@tandem/http';
import { Database } from '@tandem/persistence';
import type { FastifyRequest } from 'fastify';
import { readBuffer } from './buffer-store.js';
import { SafetyBufferDto, SetSafetyBufferDto } from './safety-buffers.dto.js';
import { SetSafetyBuffer } from './set-safety-buffer.js';

@ApiTags('stock')
@Controller('api/v1/admin/parts/:id/stock/safety-buffer')
export class SafetyBuffersController {
  constructor(
    private readonly database: Database,
    private readonly setSafetyBuffer: SetSafetyBuffer,
  ) {}

  @Get()
  @RequirePermission('stock:read')
  @ApiOperation({ summary: 'The units of a part that are kept back' })
  @ApiOkResponse({ type: SafetyBufferDto })
  read(@IntId() id: number): Promise<SafetyBufferDto> {
    return readBuffer(this.database, id);
  }

  @Put()
  @RequirePermission('stock:write')
  @ApiOperation({ summary: 'Keeps units back of a part that an outside system counts' })
  @ApiOkResponse({ type: SafetyBufferDto })
  async set(
    @IntId() id: number,
    @Body() { pieces, version }: SetSafetyBufferDto,
    @Req() request: FastifyRequest,
    @CurrentUser() by: AuthUser,
  ): Promise<SafetyBufferDto> {
    const { buffer } = await this.setSafetyBuffer.setBuffer({
      ...{ partId: id, pieces, by },
      version: expectedVersion(version, request),
    });
    return buffer;
  }

  @Delete()
  @RequirePermission('stock:write')
  @IfMatch()
  @ApiOperation({
    summary: 'Removes the safety buffer of a part; then the one of its category counts',
  })
  @ApiOkResponse({ type: SafetyBufferDto })
  async remove(
    @IntId() id: number,
    @Req() request: FastifyRequest,
    @CurrentUser() by: AuthUser,
  ): Promise<SafetyBufferDto> {
    const { buffer } = await this.setSafetyBuffer.setBuffer({
      ...{ partId: id, pieces: null, by },
      version: expectedVersion(undefined, request),
    });
    return buffer;
  }
}
