import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentUser, type AuthUser } from '@tandem/auth-client';
import { Priority } from '@tandem/http';
import { TransactionPageDto, TransactionsQuery } from './transactions.dto.js';
import { TransactionsQueries } from './transactions.queries.js';

@ApiTags('wallet')
@Authenticated()
@Controller('api/v1/transactions')
@Priority('deferrable')
export class TransactionsController {
  constructor(private readonly transactions: TransactionsQueries) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Lists the shopper’s payments and refunds, newest first' })
  @ApiOkResponse({ type: TransactionPageDto })
  list(
    @Query() query: TransactionsQuery,
    @CurrentUser() user: AuthUser,
  ): Promise<TransactionPageDto> {
    return this.transactions.ofUser(user.id, query);
  }
}
