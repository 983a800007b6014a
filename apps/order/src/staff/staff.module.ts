import { Module } from '@nestjs/common';
import { UsersModule } from '../clients/users.module.js';
import { LedgerModule } from '../money/ledger/ledger.module.js';
import { OrdersModule } from '../orders/orders.module.js';
import { CustomersQueries } from './customers.queries.js';
import { StaffOrdersQueries } from './staff-orders.queries.js';
import { StaffController } from './staff.controller.js';
import { StaffFilesController } from './staff-files.controller.js';

@Module({
  imports: [OrdersModule, LedgerModule, UsersModule],
  controllers: [StaffController, StaffFilesController],
  providers: [StaffOrdersQueries, CustomersQueries],
})
export class StaffModule {}
