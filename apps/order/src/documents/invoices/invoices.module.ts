import { Module } from '@nestjs/common';
import { UsersModule } from '../../clients/users.module.js';
import { InvoicesController } from './invoices.controller.js';
import { InvoicesQueries } from './invoices.queries.js';

@Module({
  imports: [UsersModule],
  controllers: [InvoicesController],
  providers: [InvoicesQueries],
})
export class InvoicesModule {}
