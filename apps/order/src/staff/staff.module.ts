import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger/ledger.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { UsersModule } from '../users/users.module.js';
import { CustomersQueries } from './customers.queries.js';
import { StaffController } from './staff.controller.js';
import { StaffOrdersQueries } from './staff-orders.queries.js';

@Module({
  imports: [OrdersModule, LedgerModule, UsersModule],
  controllers: [StaffController],
  providers: [StaffOrdersQueries, CustomersQueries],
})
export class StaffModule {}
