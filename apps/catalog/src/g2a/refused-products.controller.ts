import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { invalidField } from '@tandem/kernel';
import { Priority } from '@tandem/http';
import {
  RefusedProductPageDto,
  RefusedProductsQuery,
  TriedProductDto,
} from './refused-products.dto.js';
import { RefusedProductQueries } from './refused-products.queries.js';
import { RetryProduct } from './retry-product.js';

const G2A_ID = /^[\x21-\x7e]{1,100}$/;

/** Products of G2A that the shop could not take. */
@ApiTags('sync')
@Controller('api/v1/admin/g2a/refused-products')
export class RefusedProductsController {
  constructor(
    private readonly refused: RefusedProductQueries,
    private readonly retryProduct: RetryProduct,
  ) {}

  @Get()
  @Priority('deferrable')
  @RequirePermission('sync:read')
  @ApiOperation({ summary: 'Products of G2A that the catalogue has refused, newest first' })
  @ApiOkResponse({ type: RefusedProductPageDto })
  listRefusedProducts(@Query() query: RefusedProductsQuery): Promise<RefusedProductPageDto> {
    return this.refused.list(query);
  }

  @Post(':id/retry')
  @HttpCode(200)
  @RequirePermission('sync:write')
  @ApiOperation({ summary: 'Tries to take a refused product again, as G2A told it last' })
  @ApiParam({ name: 'id', schema: { type: 'string', pattern: G2A_ID.source } })
  @ApiOkResponse({ type: TriedProductDto })
  async retryRefusedProduct(@Param('id') id: string): Promise<TriedProductDto> {
    if (!G2A_ID.test(id)) throw invalidField('id', 'must be the id of a product at G2A');
    await this.retryProduct.retry(id);
    return { refused: await this.refused.find(id) };
  }
}
