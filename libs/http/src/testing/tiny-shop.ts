import { Body, Controller, Get, Headers, HttpCode, Post, Put, Query, Req } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { ServiceConfig, Setting } from '@tandem/config';
import { currentContext, setActor } from '@tandem/observability';
import { IsInt } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { conflict, decodeCursor, notFound } from '@tandem/kernel';
import { IntField, MoneyField, ObjectField, ObjectListField, TextField } from '../dto-fields.js';
import { expectedVersion } from '../etag.js';
import { IntId } from '../int-id.js';
import { MoneyDto } from '../money.js';
import { PageQuery } from '../page.js';
import { ReadsBody } from '../unasked-body.js';
import type { ServiceDefinition } from '../service.js';

export class TinyConfig extends ServiceConfig {
  @Setting({ env: 'TINY_PORT', doc: 'Port.', default: 0 })
  @IsInt()
  port!: number;
}

class LineDto {
  @IntField({ min: 1 })
  part_id!: number;

  @TextField({ min: 1, max: 10 })
  unit!: string;
}

export class PartDto {
  @TextField({ min: 1, max: 40 })
  part_name!: string;

  @MoneyField({ optional: true })
  price?: MoneyDto;

  @ObjectListField(() => LineDto, { optional: true, maxItems: 3 })
  lines?: LineDto[];

  @ObjectField(() => LineDto, { optional: true, nullable: true })
  main_line?: LineDto | null;

  @IntField({ optional: true, min: 1 })
  version?: number;
}

class SearchQuery extends PageQuery {
  @TextField({ optional: true, max: 20 })
  q?: string;
}

@Controller('api/v1')
export class TinyController {
  @Get('parts/:id')
  @ApiOkResponse({ type: PartDto })
  part(@IntId() id: number) {
    if (id === 404) throw notFound('part', id);
    return { id };
  }

  @Get('parts')
  list(@Query() query: SearchQuery) {
    return { query, place: decodeCursor(query.cursor, { id: 'int', name: 'string' }) ?? null };
  }

  @Post('parts')
  async create(@Body() body: PartDto) {
    await Promise.resolve();
    return { body, correlation_id: currentContext()?.correlationId };
  }

  @Put('parts/:id')
  @HttpCode(200)
  update(@IntId() id: number, @Body() body: PartDto, @Req() request: FastifyRequest) {
    return { id, expected: expectedVersion(body.version, request) ?? null };
  }

  @Post('refresh')
  refresh() {
    return { done: true };
  }

  @Post('upload')
  @ReadsBody()
  upload(@Req() request: FastifyRequest) {
    return request.body;
  }

  @Get('conflict')
  conflict() {
    throw conflict('insufficient_stock', 'Not enough left.', {
      lines: [{ part_id: 1, requested: 2, available: 1 }],
    });
  }

  @Get('broken')
  broken() {
    throw new Error('secret detail of the database');
  }

  @Post('refused')
  refused(@Body() _body: PartDto) {
    const driverError = { severity: 'ERROR', code: '23514', table: 'parts' };
    throw Object.assign(new Error('new row violates check constraint: secret'), {
      driverError: { ...driverError, constraint: 'parts_part_name_check', detail: 'secret' },
    });
  }

  @Get('away')
  away() {
    throw Object.assign(new Error('connect ECONNREFUSED 10.0.0.1'), { code: 'ECONNREFUSED' });
  }

  @Get('whoami')
  async whoami(@Headers('x-as') user: string) {
    setActor(user ?? null);
    await new Promise((resolve) => setImmediate(resolve));
    return currentContext()?.actor;
  }

  @Get('long')
  long() {
    return { text: 'stock '.repeat(1_000) };
  }
}

class TinyModule {}

export const tinyShop: ServiceDefinition<TinyConfig> = {
  name: 'tiny',
  config: TinyConfig,
  module: () => ({ module: TinyModule, controllers: [TinyController] }),
};

export const tinySettings = {
  TINY_PORT: '0',
  TANDEM_SERVICE_KEYS: `order=${'x'.repeat(43)}`,
  LOG_LEVEL: 'silent',
};
