import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import {
  AnswersListFile,
  csvFile,
  everyPage,
  UuidId,
  type FileColumns,
  Priority,
} from '@tandem/http';
import { TransactionFilterQuery, type TransactionDto } from '../money/ledger/transactions.dto.js';
import { TransactionsQueries } from '../money/ledger/transactions.queries.js';
import { CustomersQueries } from './customers.queries.js';
import { StaffOrdersQueries } from './staff-orders.queries.js';
import {
  CustomerFilterQuery,
  OrderFilterQuery,
  type CustomerRowDto,
  type StaffOrderDto,
} from './staff.dto.js';

const ORDER_COLUMNS: FileColumns<StaffOrderDto> = {
  number: ({ number }) => number,
  id: ({ id }) => id,
  status: ({ status }) => status,
  reason: ({ reason }) => reason,
  customer_id: ({ user_id }) => user_id,
  customer: ({ customer }) => customer.display_name,
  items: ({ items }) =>
    items.map(({ quantity, sku, part_name }) => `${quantity} × ${sku} ${part_name}`).join(' | '),
  total: ({ total }) => total.amount,
  refunded: ({ refunded }) => refunded.amount,
  currency: ({ total }) => total.currency,
  payment_method: ({ payment_method }) => payment_method,
  created_at: ({ created_at }) => created_at,
  paid_at: ({ paid_at }) => paid_at,
  updated_at: ({ updated_at }) => updated_at,
};

const CUSTOMER_COLUMNS: FileColumns<CustomerRowDto> = {
  id: ({ id }) => id,
  display_name: ({ display_name }) => display_name,
  email: ({ email }) => email,
  wallet_balance: ({ wallet }) => wallet.balance.amount,
  wallet_currency: ({ wallet }) => wallet.balance.currency,
  last_order_number: ({ last_order }) => last_order?.number,
  last_order_status: ({ last_order }) => last_order?.status,
  last_order_total: ({ last_order }) => last_order?.total.amount,
  last_order_currency: ({ last_order }) => last_order?.total.currency,
  last_order_at: ({ last_order }) => last_order?.created_at,
};

const TRANSACTION_COLUMNS: FileColumns<TransactionDto> = {
  id: ({ id }) => id,
  type: ({ type }) => type,
  amount: ({ amount }) => amount.amount,
  currency: ({ amount }) => amount.currency,
  order_id: ({ order_id }) => order_id,
  payment_method: ({ payment_method }) => payment_method,
  created_at: ({ created_at }) => created_at,
};

/** Orders, customers and what moved in their wallets as files. */
@ApiTags('admin: orders')
@Controller('api/v1/admin')
@Priority('deferrable')
export class StaffFilesController {
  constructor(
    private readonly orders: StaffOrdersQueries,
    private readonly customers: CustomersQueries,
    private readonly transactions: TransactionsQueries,
  ) {}

  @Get('orders.csv')
  @RequirePermission('orders:read')
  @AnswersListFile('The orders of the table as CSV')
  exportOrders(@Query() query: OrderFilterQuery): Promise<StreamableFile> {
    const pages = everyPage((place) => this.orders.page({ ...query, ...place }));
    return csvFile('orders', ORDER_COLUMNS, pages);
  }

  @Get('customers.csv')
  @RequirePermission('orders:read')
  @AnswersListFile('The customers of the table as CSV')
  exportCustomers(@Query() query: CustomerFilterQuery): Promise<StreamableFile> {
    const pages = everyPage((place) => this.customers.page({ ...query, ...place }));
    return csvFile('customers', CUSTOMER_COLUMNS, pages);
  }

  @Get('customers/:id/transactions.csv')
  @RequirePermission('orders:read')
  @AnswersListFile('What moved in a customer’s wallet as CSV, newest first')
  exportTransactions(
    @UuidId() id: string,
    @Query() query: TransactionFilterQuery,
  ): Promise<StreamableFile> {
    const pages = everyPage((place) => this.transactions.ofUser(id, { ...query, ...place }));
    return csvFile('transactions', TRANSACTION_COLUMNS, pages);
  }
}
