import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { Priority, UuidId } from '@tandem/http';
import { CustomersQueries } from './customers.queries.js';
import { StaffOrdersQueries } from './staff-orders.queries.js';
import {
  CustomerDto,
  CustomerPageDto,
  CustomersQuery,
  StaffOrderDetailDto,
  StaffOrderPageDto,
  StaffOrdersQuery,
} from './staff.dto.js';

@ApiTags('admin: orders')
@Controller('api/v1/admin')
export class StaffController {
  constructor(
    private readonly orders: StaffOrdersQueries,
    private readonly customers: CustomersQueries,
  ) {}

  @Get('orders')
  @Priority('deferrable')
  @RequirePermission('orders:read')
  @ApiOperation({
    summary: 'Lists all orders, newest first by default',
  })
  @ApiOkResponse({ type: StaffOrderPageDto })
  listOrders(@Query() query: StaffOrdersQuery): Promise<StaffOrderPageDto> {
    return this.orders.page(query);
  }

  @Get('orders/:id')
  @RequirePermission('orders:read')
  @ApiOperation({ summary: 'One order with its full history' })
  @ApiOkResponse({ type: StaffOrderDetailDto })
  getOrder(@UuidId() id: string): Promise<StaffOrderDetailDto> {
    return this.orders.detail(id);
  }

  @Get('customers')
  @Priority('deferrable')
  @RequirePermission('orders:read')
  @ApiOperation({ summary: 'Lists customers, most recent order first by default' })
  @ApiOkResponse({ type: CustomerPageDto })
  listCustomers(@Query() query: CustomersQuery): Promise<CustomerPageDto> {
    return this.customers.page(query);
  }

  @Get('customers/:id')
  @RequirePermission('orders:read')
  @ApiOperation({ summary: 'A customer with wallet, newest orders and newest transactions' })
  @ApiOkResponse({ type: CustomerDto })
  getCustomer(@UuidId() id: string): Promise<CustomerDto> {
    return this.customers.one(id);
  }
}
