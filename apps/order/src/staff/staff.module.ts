import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { CustomersQueries } from './customers.queries.js';
import { StaffController } from './staff.controller.js';
import { StaffOrdersQueries } from './staff-orders.queries.js';
import { UserDirectory } from './user-directory.js';

@Module({
  imports: [OrdersModule, LedgerModule],
  controllers: [StaffController],
  providers: [StaffOrdersQueries, CustomersQueries, UserDirectory],
})
export class StaffModule {}
