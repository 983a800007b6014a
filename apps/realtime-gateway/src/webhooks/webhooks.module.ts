import { Module } from '@nestjs/common';
import { ChangesModule } from '../changes/changes.module.js';
import { SocketsModule } from '../sockets/sockets.module.js';
import { AlertMessagesController } from './alert-messages.controller.js';
import { ChangeEndpoints } from './change-endpoints.js';
import { Deliveries } from './deliveries.js';
import { DeliveriesController } from './deliveries.controller.js';
import { DispatchChanges } from './dispatch-changes.js';
import { EndpointQueries } from './endpoint.queries.js';
import { ForgetWebhooks } from './forget-deliveries.js';
import { QueueMessages } from './queue-messages.js';
import { RecordAttempts } from './record-attempts.js';
import { SendDueWebhooks } from './send-due-webhooks.js';
import { SendWebhook } from './send-webhook.js';
import { SwitchOff } from './switch-off.js';
import { WebhookEndpointsController } from './webhook-endpoints.controller.js';
import { WebhookSecrets } from './webhook-secrets.js';

/** Public changes, sent to the systems of partners. */
@Module({
  imports: [ChangesModule, SocketsModule],
  controllers: [AlertMessagesController, WebhookEndpointsController, DeliveriesController],
  providers: [
    ChangeEndpoints,
    Deliveries,
    DispatchChanges,
    EndpointQueries,
    ForgetWebhooks,
    QueueMessages,
    RecordAttempts,
    SendDueWebhooks,
    SendWebhook,
    SwitchOff,
    WebhookSecrets,
  ],
})
export class WebhooksModule {}
