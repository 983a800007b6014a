import { Global, Module } from '@nestjs/common';
import { ForgetNonces } from './forget-nonces.js';
import { RefuseWebhook } from './refuse-webhook.js';
import { TakeSignedWebhook } from './take-signed-webhook.js';

/** What every outside system's notifications need. */
@Global()
@Module({
  providers: [ForgetNonces, RefuseWebhook, TakeSignedWebhook],
  exports: [RefuseWebhook, TakeSignedWebhook],
})
export class WebhooksModule {}
