import { Module } from '@nestjs/common';
import { DeletedAccountsConsumer } from './deleted-accounts.consumer.js';
import { ForgetLeavers } from './forget-leavers.js';
import { LeaversController } from './leavers.controller.js';

/** People whose accounts are deleted. */
@Module({
  controllers: [LeaversController, DeletedAccountsConsumer],
  providers: [ForgetLeavers],
  exports: [ForgetLeavers],
})
export class LeaversModule {}
