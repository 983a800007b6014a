import { connectInbox } from '@tandem/messaging';
import type { ServiceDefinition } from '@tandem/http';
import { AppModule } from './app.module.js';
import { RealtimeConfig } from './config.js';
import { RealtimeIoAdapter } from './sockets/io-adapter.js';
import { SocketLimits } from './sockets/socket-limits.js';
import { Tailing } from './sockets/tailing.js';

export { migrations } from './migrations/all.js';

/** The realtime gateway, as `main.ts`, the standalone form and tests start it. */
export const service: ServiceDefinition<RealtimeConfig> = {
  name: 'realtime-gateway',
  config: RealtimeConfig,
  module: (config) => AppModule.forRoot(config),
  publicOpenApiTitle: 'Tandem events',
  onStart: async (app, config) => {
    app.useWebSocketAdapter(new RealtimeIoAdapter(app, config, app.get(SocketLimits)));
    await app.get(Tailing).start();
    await connectInbox(app);
  },
};
