import { Module } from '@nestjs/common';
import { AdminNoticesController } from './admin-notices.controller.js';

/** What people of the staff are told of their own failed updates. */
@Module({ controllers: [AdminNoticesController] })
export class NoticesModule {}
