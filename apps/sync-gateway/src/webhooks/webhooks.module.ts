import { Global, Module } from '@nestjs/common';
import { ForgetNonces } from './forget-nonces.js';
import { ForgetSettled } from './inbox/forget-settled.js';
import { InboxController } from './inbox/inbox.controller.js';
import { ListInbox } from './inbox/list-inbox.js';
import { ReplayNotification } from './inbox/replay-notification.js';
import { RefuseWebhook } from './refuse-webhook.js';
import { TakeSignedWebhook } from './take-signed-webhook.js';

/** The inbox of every outside system's notifications, and what lets only signed ones in. */
@Global()
@Module({
  controllers: [InboxController],
  providers: [
    ForgetNonces,
    ForgetSettled,
    ListInbox,
    RefuseWebhook,
    ReplayNotification,
    TakeSignedWebhook,
  ],
  exports: [RefuseWebhook, TakeSignedWebhook],
})
export class WebhooksModule {}
