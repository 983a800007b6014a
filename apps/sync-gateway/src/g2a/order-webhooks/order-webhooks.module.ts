import { Module } from '@nestjs/common';
import { PurchasesModule } from '../purchases/purchases.module.js';
import { OrderNotificationsController } from './order-notifications.controller.js';
import { ProcessOrderNotifications } from './process-order-notifications.js';
import { ReceiveOrderNotification } from './receive-order-notification.js';

@Module({
  imports: [PurchasesModule],
  controllers: [OrderNotificationsController],
  providers: [ProcessOrderNotifications, ReceiveOrderNotification],
})
export class OrderWebhooksModule {}
