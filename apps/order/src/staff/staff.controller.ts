import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { UuidId } from '@tandem/http';
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
  @RequirePermission('orders:read')
  @ApiOperation({
    summary: 'Everybody’s orders, the newest first unless another order is asked for',
  })
  @ApiOkResponse({ type: StaffOrderPageDto })
  listOrders(@Query() query: StaffOrdersQuery): Promise<StaffOrderPageDto> {
    return this.orders.page(query);
  }

  @Get('orders/:id')
  @RequirePermission('orders:read')
  @ApiOperation({ summary: 'One order with everything that happened to it' })
  @ApiOkResponse({ type: StaffOrderDetailDto })
  getOrder(@UuidId() id: string): Promise<StaffOrderDetailDto> {
    return this.orders.detail(id);
  }

  @Get('customers')
  @RequirePermission('orders:read')
  @ApiOperation({ summary: 'Who ordered, the last one first unless another order is asked for' })
  @ApiOkResponse({ type: CustomerPageDto })
  listCustomers(@Query() query: CustomersQuery): Promise<CustomerPageDto> {
    return this.customers.page(query);
  }

  @Get('customers/:id')
  @RequirePermission('orders:read')
  @ApiOperation({ summary: 'A customer: wallet, newest orders and movements of money' })
  @ApiOkResponse({ type: CustomerDto })
  getCustomer(@UuidId() id: string): Promise<CustomerDto> {
    return this.customers.one(id);
  }
}
