import { Module } from '@nestjs/common';
import { MailsModule } from '../mails/mails.module.js';
import { InvoicesController } from './invoices.controller.js';
import { InvoicesQueries } from './invoices.queries.js';

@Module({
  imports: [MailsModule],
  controllers: [InvoicesController],
  providers: [InvoicesQueries],
})
export class InvoicesModule {}
